#!/usr/bin/env bash
# kubectl 1.37.1
#
# One would expect: `kubectl set resources` and `kubectl set env`, which speak of containers, change
# the entries of `containers`.
# Seen: without `--containers` they change every init container too: a limit that was meant for the
# agent holds for what sets the node up before it.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
cat >"$folder/agent.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      initContainers: [{name: unpack, image: "registry.example.com/unpack:1.0"}]
      containers: [{name: agent, image: "registry.example.com/agent:1.0"}]
YAML
changed() { "$kubectl" set "$@" --local -f "$folder/agent.yaml" -o yaml; }
see "limits" 2 "$(changed resources --limits=memory=64Mi | grep -c 'memory: 64Mi')"
see "variables" 2 "$(changed env LEVEL=debug | grep -c 'name: LEVEL')"
