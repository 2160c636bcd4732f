#!/usr/bin/env bash
# hikaru-core 1.1.2 with hikaru-model-28 1.1.0
#
# One would expect: a manifest that is loaded and written again means the same, or a warning tells.
# Seen: an empty list of arguments, which overrides the image's own, is gone, and so is a field that
# doesn't exist; `get_type_warnings` has nothing to say about either.
. "$(dirname "$0")/lib.sh"
pip_install hikaru-core==1.1.2 hikaru-model-28==1.1.0
see "what is left" "args=False value=True replicas=False warnings=0" "$(
    "$python" - <<'PY'
import yaml, hikaru
hikaru.set_default_release("rel_1_28")
manifest = """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  replicas: 3
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
        - {name: agent, image: registry.example.com/agent:1.0, args: [], env: [{name: LEVEL, value: ""}]}
"""
(loaded,) = hikaru.load_full_yaml(yaml=manifest)
again = yaml.safe_load(hikaru.get_yaml(loaded))
container = again["spec"]["template"]["spec"]["containers"][0]
print(
    f"args={'args' in container} value={'value' in container['env'][0]}"
    f" replicas={'replicas' in again['spec']} warnings={len(loaded.get_type_warnings())}"
)
PY
)"
