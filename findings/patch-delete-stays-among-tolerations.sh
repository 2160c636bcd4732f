#!/usr/bin/env bash
# kubectl 1.37.1 and the Kustomize 5.8.1 inside it
#
# One would expect: `$patch: delete` beside a toleration takes it away, as it does with a container or a
# volume, or is refused where a list has no key to merge by.
# Seen: both replace the whole list by the patch's, and the directive stays in it as a field: the other
# toleration is gone and the one that was to go is there. Both end with 0.
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
      containers: [{name: agent, image: registry.example.com/agent:1.0}]
      tolerations: [{key: old, operator: Exists}, {key: other, operator: Exists}]
YAML
cat >"$folder/patch.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      tolerations: [{key: old, operator: Exists, $patch: delete}]
YAML
printf 'resources: [agent.yaml]\npatches: [{path: patch.yaml}]\n' >"$folder/kustomization.yaml"
tolerations() { sed -n '/tolerations:/,$p' | grep -oE '[$]patch: delete|key: [a-z]+' | xargs; }
"$kubectl" patch --local -f "$folder/agent.yaml" --type strategic --patch-file "$folder/patch.yaml" \
    -o yaml >"$folder/patched.yaml"
"$kubectl" kustomize "$folder" >"$folder/built.yaml"
see "after kubectl patch" '$patch: delete key: old' "$(tolerations <"$folder/patched.yaml")"
see "after kubectl kustomize" '$patch: delete key: old' "$(tolerations <"$folder/built.yaml")"
