#!/usr/bin/env bash
# kcl-lib 0.13.2
#
# One would expect: `0644` in a manifest that KCL decodes is the number 420, as it is to kubectl and in
# KCL's own source; or 644 to a reader of YAML 1.2.
# Seen: it is the text "0644", while `0o644` is a number: the volume's mode becomes one that the API
# server refuses.
. "$(dirname "$0")/lib.sh"
pip_install kcl-lib==0.13.2
cat >"$folder/main.k" <<'KCL'
import yaml
read = yaml.decode("{old: 0644, new: 0o644}")
own = 0644
KCL
see "read from YAML, and its own" "read: old: '0644' new: 420 own: 420" "$(
    "$python" - "$folder/main.k" <<'PY' | xargs -d '\n' | tr -s ' '
import sys
from kcl_lib import api
print(api.API().exec_program(api.ExecProgramArgs(k_filename_list=[sys.argv[1]])).yaml_result)
PY
)"
