#!/usr/bin/env bash
# cdk8s-plus-37 2.0.3 with cdk8s 2.70.115
#
# One would expect: a DaemonSet with a name of its own keeps its selector when the program around it is
# put in order, a construct or a chart renamed: nothing of Kubernetes has changed.
# Seen: the selector is made of the construct's place in the program. The name stays, the selector, which
# can't be changed, is another, and the API server refuses the update.
. "$(dirname "$0")/lib.sh"
pip_install cdk8s==2.70.115 cdk8s-plus-37==2.0.3
cat >"$folder/app.py" <<'PY'
import cdk8s, cdk8s_plus_37 as plus
def agent(chart, construct):
    chart = cdk8s.Chart(cdk8s.App(), chart)
    plus.DaemonSet(
        chart, construct, metadata=cdk8s.ApiObjectMetadata(name="agent"),
        containers=[plus.ContainerProps(image="registry.example.com/agent:1.0")],
    )
    (manifest,) = cdk8s.Testing.synth(chart)
    return manifest["metadata"]["name"], manifest["spec"]["selector"]["matchLabels"]
places = [agent("chart", "agent"), agent("chart", "collector"), agent("logging", "agent")]
names = {name for name, _ in places}
selectors = {tuple(labels.items()) for _, labels in places}
print(len(names), len(selectors), *{key for labels in selectors for key, _ in labels})
PY
see "names, selectors, their key" "1 3 cdk8s.io/metadata.addr" "$("$python" "$folder/app.py" 2>/dev/null)"
