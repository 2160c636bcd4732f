#!/usr/bin/env bash
# regopy 1.5.2
#
# One would expect: Rego's `units.parse_bytes`, which policies use for memory, reads a manifest's
# `512m` as Kubernetes does, as half a byte, or refuses it.
# Seen: it reads 512000000: letters count alike in upper and lower case. Just the slip that such a
# policy is for, `m` written for `M`, looks fine to it. `units.parse` knows the difference.
. "$(dirname "$0")/lib.sh"
pip_install regopy==1.5.2
see "512m and 512M in bytes, 512m in units" "512000000 512000000 0.512" "$(
    "$python" - <<'PY'
import json, regopy
def ask(text):
    return json.loads(str(regopy.Interpreter().query(text)))["expressions"][0]
print(ask('units.parse_bytes("512m")'), ask('units.parse_bytes("512M")'), ask('units.parse("512m")'))
PY
)"
