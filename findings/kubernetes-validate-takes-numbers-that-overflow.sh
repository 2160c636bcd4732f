#!/usr/bin/env bash
# kubernetes-validate 1.37.0
#
# One would expect: strict validation against the API's own schema refuses a number that the field's
# format (`int32`) can't hold, and a quantity that isn't one.
# Seen: `format` is not looked at: `minReadySeconds: 99999999999`, `memory: 1GB` and a container port of
# 99999 pass in strict mode, and every API server refuses them.
. "$(dirname "$0")/lib.sh"
pip_install kubernetes-validate==1.37.0
see "strict validation" "plain:ok seconds:ok memory:ok port:ok replicas:ValidationError" "$(
    "$python" - <<'PY'
import copy, kubernetes_validate
base = {
    "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "agent"},
    "spec": {
        "selector": {"matchLabels": {"app": "agent"}},
        "template": {
            "metadata": {"labels": {"app": "agent"}},
            "spec": {"containers": [{"name": "agent", "image": "registry.example.com/agent:1.0"}]},
        },
    },
}
def ask(name, change):
    manifest = copy.deepcopy(base)
    change(manifest["spec"], manifest["spec"]["template"]["spec"]["containers"][0])
    try:
        kubernetes_validate.validate(manifest, "1.37", strict=True)
        return f"{name}:ok"
    except Exception as error:
        return f"{name}:{type(error).__name__}"
print(
    ask("plain", lambda spec, container: None),
    ask("seconds", lambda spec, container: spec.update(minReadySeconds=99999999999)),
    ask("memory", lambda spec, container: container.update(resources={"limits": {"memory": "1GB"}})),
    ask("port", lambda spec, container: container.update(ports=[{"containerPort": 99999}])),
    ask("replicas", lambda spec, container: spec.update(replicas=3)),
)
PY
)"
