#!/usr/bin/env bash
# cdk8s-plus-37 2.0.3 with cdk8s 2.70.115
#
# One would expect: the port of a container is only written down, and no probe comes that nobody asked
# for; none does without a port.
# Seen: a container with a port gets a startup probe of that port that gives up after three failures: an
# agent that takes longer than half a minute to listen, or listens on UDP, is killed over and over.
. "$(dirname "$0")/lib.sh"
pip_install cdk8s==2.70.115 cdk8s-plus-37==2.0.3
cat >"$folder/app.py" <<'PY'
import cdk8s, cdk8s_plus_37 as plus
def probes(**port):
    chart = cdk8s.Chart(cdk8s.App(), "chart")
    plus.DaemonSet(chart, "agent", containers=[plus.ContainerProps(image="registry.example.com/agent:1.0", **port)])
    (manifest,) = cdk8s.Testing.synth(chart)
    container = manifest["spec"]["template"]["spec"]["containers"][0]
    return {field: container[field] for field in container if field.endswith("Probe")}
print(probes(), probes(port_number=8125))
PY
see "probes without and with a port" "{} {'startupProbe': {'failureThreshold': 3, 'tcpSocket': {'port': 8125}}}" \
    "$("$python" "$folder/app.py" 2>/dev/null)"
