#!/usr/bin/env bash
# kubectl 1.37.1
#
# One would expect: `?(@.effect!="NoExecute")` picks every toleration whose effect is not NoExecute.
# Seen: it leaves out those that have no effect at all, which tolerate all of them; so does `==""`.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
cat >"$folder/agent.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers: [{name: agent, image: registry.example.com/agent:1.0}]
  tolerations:
    - {key: one, operator: Exists, effect: NoSchedule}
    - {key: two, operator: Exists}
    - {key: three, operator: Exists, effect: NoExecute}
YAML
keys() {
    "$kubectl" label --local -f "$folder/agent.yaml" seen=1 \
        -o jsonpath="{.spec.tolerations[?(@.effect$1)].key}"
}
see 'effect != NoExecute' "one" "$(keys '!="NoExecute"')"
see 'effect == ""' "" "$(keys '==""')"
see 'any effect' "one three" "$(keys '')"
