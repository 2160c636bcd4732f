#!/usr/bin/env bash
# Kustomize 5.8.1 (in kubectl 1.37.1)
#
# One would expect: an annotation or a label that is a number is refused whichever way it is applied,
# or mended in both places.
# Seen: `mode: 0644` among the annotations comes out as the text "0644", as it is spelt; among the
# labels it comes out as the number 420, which the API server refuses. Applied without a
# kustomization, either is refused. So a file that is fine as a resource breaks as a plain manifest.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
cat >"$folder/settings.yaml" <<'YAML'
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  annotations: {mode: 0644}
YAML
sed 's/annotations/labels/' "$folder/settings.yaml" >"$folder/labelled.yaml"
mode() {
    echo "resources: [$1]" >"$folder/kustomization.yaml"
    "$kubectl" kustomize "$folder" | grep mode | xargs -d '\n' | tr -d ' '
}
by_itself() {
    "$kubectl" annotate --local -f "$folder/$1" seen=1 -o name 2>&1 | grep -o 'cannot unmarshal number'
}
see "annotation through a kustomization" 'mode:"0644"' "$(mode settings.yaml)"
see "label through a kustomization" 'mode:420' "$(mode labelled.yaml)"
see "annotation by itself" "cannot unmarshal number" "$(by_itself settings.yaml)"
see "label by itself" "cannot unmarshal number" "$(by_itself labelled.yaml)"
