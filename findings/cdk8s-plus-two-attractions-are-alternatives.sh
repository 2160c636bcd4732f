#!/usr/bin/env bash
# cdk8s-plus-37 2.0.3 with cdk8s 2.70.115
#
# One would expect: a DaemonSet that is attracted to nodes with an SSD and then to nodes in zone a, both
# without a weight and so required, runs on nodes that are both.
# Seen: each call makes a term of its own, and terms are alternatives: it runs on nodes that are either.
# The more is required, the more nodes it gets.
. "$(dirname "$0")/lib.sh"
pip_install cdk8s==2.70.115 cdk8s-plus-37==2.0.3
cat >"$folder/app.py" <<'PY'
import cdk8s, cdk8s_plus_37 as plus
chart = cdk8s.Chart(cdk8s.App(), "chart")
agent = plus.DaemonSet(chart, "agent", containers=[plus.ContainerProps(image="registry.example.com/agent:1.0")])
agent.scheduling.attract(plus.Node.labeled(plus.NodeLabelQuery.is_("disk", "ssd")))
agent.scheduling.attract(plus.Node.labeled(plus.NodeLabelQuery.is_("zone", "a")))
(manifest,) = cdk8s.Testing.synth(chart)
affinity = manifest["spec"]["template"]["spec"]["affinity"]["nodeAffinity"]
terms = affinity["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"]
print(*(",".join(each["key"] for each in term["matchExpressions"]) for term in terms))
PY
see "keys of each term" "disk zone" "$("$python" "$folder/app.py" 2>/dev/null)"
