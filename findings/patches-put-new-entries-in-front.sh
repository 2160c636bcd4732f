#!/usr/bin/env bash
# kubectl 1.37.1 and the Kustomize 5.8.1 inside it
#
# One would expect: what a strategic merge patch adds to a list comes after what is there.
# Seen: it comes before. A variable that is added with `$(NODE)` in its value stands before NODE, so
# Kubernetes leaves the text as it is; and an added init container runs first of all.
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
      initContainers: [{name: unpack, image: registry.example.com/unpack:1.0}]
      containers:
        - name: agent
          image: registry.example.com/agent:1.0
          env: [{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]
YAML
cat >"$folder/patch.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      initContainers: [{name: check, image: registry.example.com/check:1.0}]
      containers:
        - name: agent
          env: [{name: ADDRESS, value: $(NODE).example.com}]
YAML
printf 'resources: [agent.yaml]\npatches: [{path: patch.yaml}]\n' >"$folder/kustomization.yaml"
order() { grep -oE 'name: (NODE|ADDRESS|unpack|check)$' | cut -d' ' -f2 | xargs; }
see "order after kubectl patch" "ADDRESS NODE check unpack" \
    "$("$kubectl" patch --local -f "$folder/agent.yaml" --type strategic \
        --patch-file "$folder/patch.yaml" -o yaml | order)"
see "order after kubectl kustomize" "ADDRESS NODE check unpack" "$("$kubectl" kustomize "$folder" | order)"
