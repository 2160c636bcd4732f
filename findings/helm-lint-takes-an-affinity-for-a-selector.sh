#!/usr/bin/env bash
# Helm 4.3.1
#
# One would expect: `helm lint`, which refuses a DaemonSet without a selector, looks at `spec.selector`.
# Seen: it looks for the words `matchLabels` or `matchExpressions` anywhere in the document. A node
# affinity, or a comment, is enough for a clean lint, and the API server refuses the object.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
mkdir -p "$folder/chart/templates"
printf 'apiVersion: v2\nname: chart\nversion: 0.1.0\n' >"$folder/chart/Chart.yaml"
touch "$folder/chart/values.yaml"
lint() {
    cat >"$folder/chart/templates/agent.yaml" <<YAML
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    metadata: {labels: {app: agent}}
    spec:
      $1
      containers: [{name: agent, image: registry.example.com/agent:1.0}]
YAML
    if "$helm" lint "$folder/chart" >"$folder/out" 2>&1; then echo passes; else
        grep -o 'must contain matchLabels' "$folder/out"
    fi
}
see "with a node selector" "must contain matchLabels" "$(lint 'nodeSelector: {disk: ssd}')"
see "with an affinity" "passes" "$(lint 'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: Exists}]}]}}}')"
see "with a comment" "passes" "$(lint '# no matchLabels here')"
