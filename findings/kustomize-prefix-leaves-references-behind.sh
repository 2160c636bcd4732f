#!/usr/bin/env bash
# Kustomize 5.8.1 (in kubectl 1.37.1)
#
# One would expect: a name prefix renames an object and whatever refers to it in the same build, as
# it does for Secrets, ServiceAccounts and PriorityClasses.
# Seen: RuntimeClass, ResourceClaimTemplate and StorageClass are renamed, and the pod that names them
# is not; nor is the Secret of a CSI volume's nodePublishSecretRef. The build ends well, and no pod
# of the result can be created or started.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
cat >"$folder/all.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  priorityClassName: high
  runtimeClassName: sandbox
  resourceClaims: [{name: gpu, resourceClaimTemplateName: gpu}]
  containers: [{name: agent, image: registry.example.com/agent:1.0}]
  volumes:
    - {name: token, csi: {driver: csi.example.com, nodePublishSecretRef: {name: token}}}
    - name: scratch
      ephemeral: {volumeClaimTemplate: {spec: {storageClassName: fast}}}
---
{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1000}
---
{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: sandbox}, handler: sandbox}
---
{apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: {name: gpu}}
---
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: csi.example.com}
---
{apiVersion: v1, kind: Secret, metadata: {name: token}}
YAML
printf 'resources: [all.yaml]\nnamePrefix: prod-\n' >"$folder/kustomization.yaml"
"$kubectl" kustomize "$folder" >"$folder/out.yaml"
at() { grep -E "$1" "$folder/out.yaml" | xargs; }
see "objects renamed" 5 \
    "$(grep -cE '^  name: prod-(high|sandbox|gpu|fast|token)$' "$folder/out.yaml")"
see "the class of the priority" "priorityClassName: prod-high" "$(at priorityClassName)"
see "the class of the runtime" "runtimeClassName: sandbox" "$(at runtimeClassName)"
see "the claim" "resourceClaimTemplateName: gpu" "$(at resourceClaimTemplateName)"
see "the class of the storage" "storageClassName: fast" "$(at storageClassName)"
see "the Secret of the driver" "name: token" "$(grep -A1 nodePublishSecretRef "$folder/out.yaml" | tail -1 | xargs)"
