#!/usr/bin/env bash
# kubectl 1.37.1 and the Kustomize 5.8.1 inside it
#
# One would expect: a patch that names one more resource claim of a pod adds it, since the list is
# merged by name; so does `kubectl patch`.
# Seen: Kustomize doesn't know that list and replaces it: the claim that was there is gone, and the
# container that uses it names a claim that doesn't exist. The same for scheduling gates.
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
      resourceClaims: [{name: gpu, resourceClaimTemplateName: gpu}]
      containers:
        - name: agent
          image: registry.example.com/agent:1.0
          resources: {claims: [{name: gpu}]}
YAML
cat >"$folder/patch.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      resourceClaims: [{name: nic, resourceClaimTemplateName: nic}]
YAML
printf 'resources: [agent.yaml]\npatches: [{path: patch.yaml}]\n' >"$folder/kustomization.yaml"
templates() { grep -o 'resourceClaimTemplateName: .*' | cut -d' ' -f2 | sort | xargs; }
see "claims after kubectl patch" "gpu nic" \
    "$("$kubectl" patch --local -f "$folder/agent.yaml" --type strategic \
        --patch-file "$folder/patch.yaml" -o yaml | templates)"
see "claims after kubectl kustomize" "nic" "$("$kubectl" kustomize "$folder" | templates)"
