#!/usr/bin/env bash
# Kustomize 5.8.1 (in kubectl 1.37.1)
#
# One would expect: `newTag` on an image that is pinned by a digest is refused or keeps the digest.
# Seen: the digest is gone without a word, and the pod runs whatever the tag stands for that day.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
digest=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
cat >"$folder/agent.yaml" <<YAML
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers: [{name: agent, image: "registry.example.com/agent:1.0@$digest"}]
YAML
printf 'resources: [agent.yaml]\nimages: [{name: registry.example.com/agent, newTag: "1.1"}]\n' \
    >"$folder/kustomization.yaml"
see "image" "image: registry.example.com/agent:1.1" \
    "$("$kubectl" kustomize "$folder" 2>"$folder/err" | grep -o 'image: .*')"
see "words about it" 0 "$(wc -c <"$folder/err" | tr -d ' ')"
