#!/usr/bin/env bash
# lightkube 1.0.1 with lightkube-models 1.37.0.8
#
# One would expect: a typed client that refuses a wrong type tells of a field that doesn't exist too.
# Seen: `load_all_yaml` refuses `minReadySeconds: soon` with its path and drops `replicas: 3` of a
# DaemonSet without a word; what is applied afterwards hasn't got it.
. "$(dirname "$0")/lib.sh"
pip_install lightkube==1.0.1 lightkube-models==1.37.0.8
load() {
    "$python" - "$1" <<'PY'
import sys
from lightkube import codecs
manifest = f"""
apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: agent}}
spec:
  {sys.argv[1]}
  selector: {{matchLabels: {{app: agent}}}}
  template:
    metadata: {{labels: {{app: agent}}}}
    spec: {{containers: [{{name: agent, image: registry.example.com/agent:1.0}}]}}
"""
try:
    (loaded,) = codecs.load_all_yaml(manifest)
    print(",".join(sorted(loaded.to_dict()["spec"])))
except Exception as error:
    print(type(error).__name__)
PY
}
see "minReadySeconds: soon" "ValidationError" "$(load 'minReadySeconds: soon')"
see "replicas: 3, fields after loading" "selector,template" "$(load 'replicas: 3')"
