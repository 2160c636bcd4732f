#!/usr/bin/env bash
# regopy 1.5.2
#
# One would expect: Rego's `semver.compare` tells that 1.36.0 comes after 1.9.0.
# Seen: it says before, while 1.36.0 and 1.4.0 come in order of their letters too: versions are compared
# as text. A policy by Kubernetes' version takes 1.36 for older than 1.9.
. "$(dirname "$0")/lib.sh"
pip_install regopy==1.5.2
see "1.36.0 with 1.9.0, 1.36.0 with 1.36.0, 1.36.0 with 1.28.0" "-1 0 1" "$(
    "$python" - <<'PY'
import json, regopy
def compare(left, right):
    answer = str(regopy.Interpreter().query(f'semver.compare("{left}", "{right}")'))
    return json.loads(answer)["expressions"][0]
print(compare("1.36.0", "1.9.0"), compare("1.36.0", "1.36.0"), compare("1.36.0", "1.28.0"))
PY
)"
