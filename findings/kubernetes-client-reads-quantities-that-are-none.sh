#!/usr/bin/env bash
# kubernetes 37.0.2 (the official Python client)
#
# One would expect: `parse_quantity` refuses what the API server refuses.
# Seen: it reads `1K` as 1000, and `1_000`, ` 1` and `1 Ki` as numbers. A check that is built on it
# passes a request that no cluster takes.
. "$(dirname "$0")/lib.sh"
pip_install kubernetes==37.0.2
see "1K, 1_000, ' 1', 1 Ki" "1000 1000 1 1024" "$(
    "$python" - <<'PY'
from kubernetes.utils.quantity import parse_quantity
print(*(int(parse_quantity(text)) for text in ("1K", "1_000", " 1", "1 Ki")))
PY
)"
