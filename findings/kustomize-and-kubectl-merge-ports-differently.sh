#!/usr/bin/env bash
# kubectl 1.37.1 and the Kustomize 5.8.1 inside it
#
# One would expect: a strategic merge patch means the same in `kubectl patch` and in a kustomization.
# Seen: a patch that names port 53/TCP of a container that has 53/UDP adds a second port in Kustomize,
# which merges by number and protocol, and replaces the UDP port in kubectl, which merges by number.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
cat >"$folder/dns.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: dns}
spec:
  selector: {matchLabels: {app: dns}}
  template:
    metadata: {labels: {app: dns}}
    spec:
      containers:
        - name: dns
          image: registry.example.com/dns:1.0
          ports: [{containerPort: 53, protocol: UDP, name: dns}]
YAML
cat >"$folder/patch.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: dns}
spec:
  template:
    spec:
      containers:
        - name: dns
          ports: [{containerPort: 53, protocol: TCP, name: dns-tcp}]
YAML
printf 'resources: [dns.yaml]\npatches: [{path: patch.yaml}]\n' >"$folder/kustomization.yaml"
protocols() { grep -oE 'protocol: [A-Z]+' | cut -d' ' -f2 | sort | xargs; }
see "protocols after kubectl kustomize" "TCP UDP" "$("$kubectl" kustomize "$folder" | protocols)"
see "protocols after kubectl patch" "TCP" \
    "$("$kubectl" patch --local -f "$folder/dns.yaml" --type strategic \
        --patch-file "$folder/patch.yaml" -o yaml | protocols)"
