#!/usr/bin/env bash
# kubernetes 37.0.2 (the official Python client)
#
# One would expect: `limits: {cpu: 1}` is as good to the client's own types as it is to the API server
# and to kubectl.
# Seen: the type refuses a number; the port of a probe may be one or a text.
. "$(dirname "$0")/lib.sh"
pip_install kubernetes==37.0.2
see "cpu: '1', cpu: 1, port: '80', port: 80" "ok ValidationError ok ok" "$(
    "$python" - <<'PY'
from kubernetes.client import V1HTTPGetAction, V1ResourceRequirements
def ask(make):
    try:
        make()
        return "ok"
    except Exception as error:
        return type(error).__name__
print(
    ask(lambda: V1ResourceRequirements(limits={"cpu": "1"})),
    ask(lambda: V1ResourceRequirements(limits={"cpu": 1})),
    ask(lambda: V1HTTPGetAction(port="80")),
    ask(lambda: V1HTTPGetAction(port=80)),
)
PY
)"
