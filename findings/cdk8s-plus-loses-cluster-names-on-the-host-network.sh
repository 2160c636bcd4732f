#!/usr/bin/env bash
# cdk8s-plus-37 2.0.3 with cdk8s 2.70.115
#
# One would expect: a construct that knows `host_network=True` chooses the DNS policy that goes with
# it, or leaves the field out.
# Seen: it writes `dnsPolicy: ClusterFirst` beside `hostNetwork: true`, which Kubernetes treats as
# `Default`: names of Services don't resolve in these pods.
. "$(dirname "$0")/lib.sh"
pip_install cdk8s==2.70.115 cdk8s-plus-37==2.0.3
cat >"$folder/app.py" <<'PY'
import cdk8s, cdk8s_plus_37 as plus
chart = cdk8s.Chart(cdk8s.App(), "chart")
plus.DaemonSet(
    chart, "agent", host_network=True,
    containers=[plus.ContainerProps(image="registry.example.com/agent:1.0")],
)
(manifest,) = cdk8s.Testing.synth(chart)
pod = manifest["spec"]["template"]["spec"]
print(pod["hostNetwork"], pod["dnsPolicy"])
PY
see "hostNetwork and dnsPolicy" "True ClusterFirst" "$("$python" "$folder/app.py" 2>/dev/null)"
