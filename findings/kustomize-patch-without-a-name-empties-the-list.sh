#!/usr/bin/env bash
# kubectl 1.37.1 and the Kustomize 5.8.1 inside it
#
# One would expect: a patch of a container that forgets the name is refused, as `kubectl patch` does.
# Seen: Kustomize writes `containers: []` and ends with 0: the patched container is gone, and so are all
# the others.
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
      containers:
        - {name: agent, image: "registry.example.com/agent:1.0"}
        - {name: helper, image: "registry.example.com/helper:1.0"}
YAML
cat >"$folder/patch.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      containers: [{imagePullPolicy: Always}]
YAML
printf 'resources: [agent.yaml]\npatches: [{path: patch.yaml}]\n' >"$folder/kustomization.yaml"
see "kubectl patch" "does not contain declared merge key: name" "$(
    "$kubectl" patch --local -f "$folder/agent.yaml" --type strategic --patch-file "$folder/patch.yaml" \
        -o yaml 2>&1 | grep -o 'does not contain.*'
)"
"$kubectl" kustomize "$folder" >"$folder/out.yaml"
see "kubectl kustomize" "containers: []" "$(grep -A1 containers "$folder/out.yaml" | xargs)"
