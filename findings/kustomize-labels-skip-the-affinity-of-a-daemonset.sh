#!/usr/bin/env bash
# Kustomize 5.8.1 (in kubectl 1.37.1)
#
# One would expect: `labels` with `includeSelectors` changes the selectors of a DaemonSet's pods as it
# does a Deployment's.
# Seen: a Deployment's affinity and spread constraints get the label, a DaemonSet's don't: the same pod
# template means another thing after the build, by its kind.
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
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: {matchLabels: {app: agent}}
      topologySpreadConstraints:
        - topologyKey: topology.kubernetes.io/zone
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: {matchLabels: {app: agent}}
      containers: [{name: agent, image: registry.example.com/agent:1.0}]
YAML
labels() {
    sed "s/DaemonSet/$1/" "$folder/agent.yaml" >"$folder/workload.yaml"
    printf 'resources: [workload.yaml]\nlabels: [{pairs: {team: one}, includeSelectors: true}]\n' \
        >"$folder/kustomization.yaml"
    "$kubectl" kustomize "$folder" | grep -c 'team: one'
}
see "labels in a Deployment" 5 "$(labels Deployment)"
see "labels in a DaemonSet" 3 "$(labels DaemonSet)"
