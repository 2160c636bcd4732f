#!/usr/bin/env bash
# Helm 4.3.1
#
# One would expect: `--set tolerations[0].operator=Equal` changes that field of the first entry, whether
# the list comes from the chart's own values or from a file beside it.
# Seen: it does where a file gives the list. Where the chart does, the whole list is replaced: the key
# of the first entry is gone, which then says something else, and so is the second one.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
mkdir -p "$folder/chart/templates"
printf 'apiVersion: v2\nname: chart\nversion: 0.1.0\n' >"$folder/chart/Chart.yaml"
echo 'tolerations: [{key: one, operator: Exists}, {key: two, operator: Exists}]' >"$folder/chart/values.yaml"
printf 'tolerations: {{ toJson .Values.tolerations }}\n' >"$folder/chart/templates/pod.yaml"
rendered() {
    "$helm" template release "$folder/chart" --set 'tolerations[0].operator=Equal' "$@" |
        sed -n 's/^tolerations: //p'
}
see "over the chart's own values" '[{"operator":"Equal"}]' "$(rendered)"
see "over the same list in a file" '[{"key":"one","operator":"Equal"},{"key":"two","operator":"Exists"}]' \
    "$(rendered --values "$folder/chart/values.yaml")"
