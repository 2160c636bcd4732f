#!/usr/bin/env bash
# sarif-tools 3.0.5
#
# One would expect: `sarif summary` leaves out what the format marks as no longer of interest: a result
# with `suppressions`, and one whose `baselineState` is `absent`, which is there no more.
# Seen: it counts both as errors. So each `# ignore` of a linter and each thing that was put right stays
# in the figures.
. "$(dirname "$0")/lib.sh"
pip_install sarif-tools==3.0.5
cat >"$folder/log.sarif" <<'JSON'
{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "demo"}}, "results": [
  {"ruleId": "one", "level": "error", "message": {"text": "open"}, "baselineState": "unchanged"},
  {"ruleId": "two", "level": "error", "message": {"text": "suppressed"},
   "suppressions": [{"kind": "inSource", "status": "accepted"}], "baselineState": "unchanged"},
  {"ruleId": "three", "level": "error", "message": {"text": "gone"}, "baselineState": "absent"}
]}]}
JSON
see "errors" "error: 3" "$("$folder/venv/bin/sarif" summary "$folder/log.sarif" | grep '^error')"
