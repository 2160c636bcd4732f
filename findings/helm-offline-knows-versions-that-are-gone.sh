#!/usr/bin/env bash
# Helm 4.3.1
#
# One would expect: `helm template --kube-version 1.37` answers `.Capabilities.APIVersions.Has` as such
# a cluster would: no to `extensions/v1beta1`, which left in 1.22, yes to `apps/v1/DaemonSet`.
# Seen: the other way round. A chart that asks for the kind, as Helm's manual describes, renders
# without a cluster what no cluster takes.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
mkdir -p "$folder/chart/templates"
printf 'apiVersion: v2\nname: chart\nversion: 0.1.0\n' >"$folder/chart/Chart.yaml"
cat >"$folder/chart/templates/seen.yaml" <<'YAML'
version: {{ .Capabilities.KubeVersion.Version }}
{{- range list "extensions/v1beta1" "apps/v1" "apps/v1/DaemonSet" "policy/v1/PodDisruptionBudget" }}
{{ . }}: {{ $.Capabilities.APIVersions.Has . }}
{{- end }}
YAML
"$helm" template release "$folder/chart" --kube-version 1.37 >"$folder/out.yaml"
answer() { grep "^$1: " "$folder/out.yaml" | cut -d' ' -f2; }
see "version" "v1.37" "$(answer version)"
see "extensions/v1beta1" "true" "$(answer extensions/v1beta1)"
see "apps/v1" "true" "$(answer apps/v1)"
see "apps/v1/DaemonSet" "false" "$(answer apps/v1/DaemonSet)"
see "policy/v1/PodDisruptionBudget" "false" "$(answer policy/v1/PodDisruptionBudget)"
