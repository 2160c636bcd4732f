#!/usr/bin/env bash
# kubectl 1.33.9
#
# One would expect: `kubectl set image --local -o yaml` changes the image and keeps the rest of the
# file, as `kubectl label --local` does; or it names what it can't keep.
# Seen: fields that came after this kubectl (here `hostnameOverride`, of Kubernetes 1.34, which it may
# be used with) are gone without a word, and a status has come.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm 33 2.2.2
cat >"$folder/agent.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      hostnameOverride: agent.example.com
      containers: [{name: agent, image: "registry.example.com/agent:1.0"}]
YAML
override_and_status() { grep -oE 'hostnameOverride|^status' | xargs; }
see "version" "v1.33.9" "$("$kubectl" version --client | grep -o 'v1[.0-9]*' | head -1)"
see "after label" "hostnameOverride" \
    "$("$kubectl" label --local -f "$folder/agent.yaml" seen=1 -o yaml | override_and_status)"
see "after set image" "status" "$(
    "$kubectl" set image --local -f "$folder/agent.yaml" agent=registry.example.com/agent:1.1 -o yaml \
        2>"$folder/err" | override_and_status
)"
see "words about it" 0 "$(wc -c <"$folder/err" | tr -d ' ')"
