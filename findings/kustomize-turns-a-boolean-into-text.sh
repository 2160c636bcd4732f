#!/usr/bin/env bash
# Kustomize 5.8.1 (in kubectl 1.37.1)
#
# One would expect: `kubectl apply -f` and `kubectl apply -k` read one manifest alike.
# Seen: they don't where YAML 1.1 and 1.2 differ. `hostNetwork: y` is the boolean true to kubectl
# itself; `kubectl kustomize` writes the text "y", which the API server can't take for a boolean.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
cat >"$folder/agent.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  hostNetwork: y
  containers: [{name: agent, image: registry.example.com/agent:1.0}]
YAML
echo 'resources: [agent.yaml]' >"$folder/kustomization.yaml"
see "read by kubectl itself" '"hostNetwork": true' \
    "$("$kubectl" label --local -f "$folder/agent.yaml" seen=1 -o json | grep -o '"hostNetwork": [a-z]*')"
see "read by kubectl kustomize" '  hostNetwork: "y"' \
    "$("$kubectl" kustomize "$folder" | grep hostNetwork)"
