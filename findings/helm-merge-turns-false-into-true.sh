#!/usr/bin/env bash
# Helm 4.3.1
#
# One would expect: `merge $own $defaults` keeps what the first map has, as it keeps a text.
# Seen: `false`, `0` and the empty text of the first are taken for nothing: `hostNetwork: false` becomes
# the default's true, `minReadySeconds: 0` its 30.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
mkdir -p "$folder/chart/templates"
printf 'apiVersion: v2\nname: chart\nversion: 0.1.0\n' >"$folder/chart/Chart.yaml"
cat >"$folder/chart/templates/pod.yaml" <<'YAML'
{{- $own := dict "hostNetwork" false "minReadySeconds" 0 "hostname" "" "app" "own" }}
{{- $defaults := dict "hostNetwork" true "minReadySeconds" 30 "hostname" "agent" "app" "default" }}
seen: {{ merge $own $defaults | toJson }}
YAML
see "merged" 'seen: {"app":"own","hostNetwork":true,"hostname":"agent","minReadySeconds":30}' \
    "$("$helm" template release "$folder/chart" | grep '^seen')"
