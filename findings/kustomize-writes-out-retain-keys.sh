#!/usr/bin/env bash
# kubectl 1.37.1 and the Kustomize 5.8.1 inside it
#
# One would expect: `$retainKeys`, a directive of strategic merge patches, means in a kustomization
# what it means in `kubectl patch`, where the volume's old source goes.
# Seen: Kustomize writes the directive into the manifest as a field and keeps both sources: a volume
# that no API server takes.
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
      volumes: [{name: state, hostPath: {path: /var/lib/agent}}]
YAML
cat >"$folder/patch.yaml" <<'YAML'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      volumes: [{name: state, $retainKeys: [name, emptyDir], emptyDir: {}}]
YAML
printf 'resources: [agent.yaml]\npatches: [{path: patch.yaml}]\n' >"$folder/kustomization.yaml"
volume() { sed -n '/volumes:/,$p' | grep -oE '[$]retainKeys|emptyDir:|hostPath:' | xargs; }
see "after kubectl patch" "emptyDir:" \
    "$("$kubectl" patch --local -f "$folder/agent.yaml" --type strategic \
        --patch-file "$folder/patch.yaml" -o yaml | volume)"
see "after kubectl kustomize" '$retainKeys emptyDir: hostPath:' \
    "$("$kubectl" kustomize "$folder" | volume | sed 's/emptyDir: emptyDir:/emptyDir:/')"
