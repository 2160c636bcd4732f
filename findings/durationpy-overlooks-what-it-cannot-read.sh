#!/usr/bin/env bash
# durationpy 0.11 (what the official Python client reads durations with)
#
# One would expect: a reader of Go's durations refuses what Go refuses.
# Seen: `1h 30m` is read, and the sign in `1h-30m` is passed over: an hour and a half. Days and years
# are read, which Go doesn't have; `1h30` is refused.
. "$(dirname "$0")/lib.sh"
pip_install durationpy==0.11
see "1h 30m, 1h-30m, 1d, 1y, 1h30" "5400 5400 86400 31536000 refused" "$(
    "$python" - <<'PY'
import durationpy
def read(text):
    try:
        return str(int(durationpy.from_str(text).total_seconds()))
    except Exception:
        return "refused"
print(*(read(text) for text in ("1h 30m", "1h-30m", "1d", "1y", "1h30")))
PY
)"
