#!/usr/bin/env bash
# Kustomize 5.8.1 (in kubectl 1.37.1)
#
# One would expect: `namespace:` leaves objects alone that have none, as it does a PriorityClass and a
# RuntimeClass: the kinds are Kubernetes' own.
# Seen: kinds that came after the API description inside Kustomize get one: DeviceClass,
# ValidatingAdmissionPolicy, ClusterTrustBundle, VolumeAttributesClass.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
cat >"$folder/all.yaml" <<'YAML'
{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: one}, value: 1000}
---
{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: one}, handler: one}
---
{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: one}, spec: {}}
---
{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: one}}
---
{apiVersion: certificates.k8s.io/v1beta1, kind: ClusterTrustBundle, metadata: {name: "one:two"}}
---
{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: one}, driverName: one}
YAML
printf 'resources: [all.yaml]\nnamespace: agents\n' >"$folder/kustomization.yaml"
"$kubectl" kustomize "$folder" >"$folder/out.yaml"
see "kinds with a namespace" \
    "ClusterTrustBundle DeviceClass ValidatingAdmissionPolicy VolumeAttributesClass" \
    "$(grep -E '^kind|^  namespace: agents' "$folder/out.yaml" | grep -B1 namespace |
        sed -n 's/^kind: //p' | sort | xargs)"
