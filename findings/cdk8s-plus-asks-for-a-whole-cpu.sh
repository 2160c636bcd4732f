#!/usr/bin/env bash
# cdk8s-plus-37 2.0.3 with cdk8s 2.70.115
#
# One would expect: a DaemonSet whose container names no resources gets none, as in plain YAML.
# Seen: the construct writes a request of a whole CPU and 512Mi into every container: on each node of
# the fleet. Small nodes have no room for the agent, and nothing in the program's text says so.
. "$(dirname "$0")/lib.sh"
pip_install cdk8s==2.70.115 cdk8s-plus-37==2.0.3
cat >"$folder/app.py" <<'PY'
import cdk8s, cdk8s_plus_37 as plus
chart = cdk8s.Chart(cdk8s.App(), "chart")
plus.DaemonSet(chart, "agent", containers=[plus.ContainerProps(image="registry.example.com/agent:1.0")])
(manifest,) = cdk8s.Testing.synth(chart)
print(manifest["spec"]["template"]["spec"]["containers"][0]["resources"]["requests"])
PY
see "requests" "{'cpu': '1000m', 'memory': '512Mi'}" "$("$python" "$folder/app.py" 2>/dev/null)"
