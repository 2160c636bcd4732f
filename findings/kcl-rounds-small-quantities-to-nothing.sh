#!/usr/bin/env bash
# kcl-lib 0.13.2
#
# One would expect: KCL's `units.to_Ki` and `to_Mi`, which write quantities for manifests, keep the
# amount, or round up as Kubernetes does where it must.
# Seen: they cut: 1000 bytes are "0Ki", 1999999 bytes are "1Mi". A request that is written so asks for
# nothing.
. "$(dirname "$0")/lib.sh"
pip_install kcl-lib==0.13.2
cat >"$folder/main.k" <<'KCL'
import units
seen = units.to_Ki(1000) + " " + units.to_Mi(1999999) + " " + units.to_Mi(512 * units.Mi)
KCL
see "to_Ki(1000), to_Mi(1999999), to_Mi(512 * Mi)" "seen: '0Ki 1Mi 512Mi'" "$(
    "$python" - "$folder/main.k" <<'PY'
import sys
from kcl_lib import api
print(api.API().exec_program(api.ExecProgramArgs(k_filename_list=[sys.argv[1]])).yaml_result)
PY
)"
