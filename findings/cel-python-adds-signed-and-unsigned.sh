#!/usr/bin/env bash
# cel-python 0.5.0
#
# One would expect: CEL has no conversions between its number types, so `2 + 2u` and `int("0x10")` are
# errors, as they are in Kubernetes' admission policies.
# Seen: they are 4 and 16 here. And `1 < 1.5`, which CEL does have, is an error.
. "$(dirname "$0")/lib.sh"
pip_install cel-python==0.5.0
see "2 + 2u, int('0x10'), 1 < 1.5" "4 16 error" "$(
    "$python" - <<'PY'
import celpy
def ask(text):
    environment = celpy.Environment()
    try:
        return str(environment.program(environment.compile(text)).evaluate({}))
    except celpy.CELEvalError:
        return "error"
print(ask("2 + 2u"), ask('int("0x10")'), ask("1 < 1.5"))
PY
)"
