#!/usr/bin/env bash
# Helm 4.3.1
#
# One would expect: `--set nodeSelector.gpu=on` and `nodeSelector: {gpu: on}` in a values file render
# the same.
# Seen: the file gives the boolean true, which no nodeSelector takes ("cannot unmarshal bool"); --set
# gives the text "on". A chart that was tried with --set breaks when the value moves into a file.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
mkdir -p "$folder/chart/templates"
printf 'apiVersion: v2\nname: chart\nversion: 0.1.0\n' >"$folder/chart/Chart.yaml"
printf 'nodeSelector: {{ toJson .Values.nodeSelector }}\n' >"$folder/chart/templates/pod.yaml"
echo 'nodeSelector: {gpu: on}' >"$folder/values.yaml"
rendered() { "$helm" template release "$folder/chart" "$@" | grep nodeSelector; }
see "from a file" 'nodeSelector: {"gpu":true}' "$(rendered --values "$folder/values.yaml")"
see "from --set" 'nodeSelector: {"gpu":"on"}' "$(rendered --set nodeSelector.gpu=on)"
