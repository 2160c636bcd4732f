#!/usr/bin/env bash
# gojsonnet 0.22.0 (Go's Jsonnet) and rjsonnet 0.5.6 (Rust's)
#
# One would expect: `std.parseYaml` is of the language's own library, so one manifest is one value to each
# of its programs.
# Seen: Go's reads YAML 1.1, merges `<<` and makes a list of a document after `---`; Rust's reads 1.2,
# leaves `<<` as a key and makes no list. A program that takes the first element fails with the other.
. "$(dirname "$0")/lib.sh"
pip_install gojsonnet==0.22.0 rjsonnet==0.5.6
read_with() {
    "$python" - "$1" <<'PY'
import importlib, json, sys
jsonnet = importlib.import_module(sys.argv[1])
def ask(text):
    return json.dumps(json.loads(jsonnet.evaluate_snippet("ask", f"std.parseYaml({json.dumps(text)})")))
print(ask("gpu: y"), ask("a: &a {b: 1}\nc: {<<: *a}"), ask("---\na: 1\n"), sep=" | ")
PY
}
see "Go" '{"gpu": true} | {"a": {"b": 1}, "c": {"b": 1}} | [{"a": 1}]' "$(read_with _gojsonnet)"
see "Rust" '{"gpu": "y"} | {"a": {"b": 1}, "c": {"<<": {"b": 1}}} | {"a": 1}' "$(read_with rjsonnet)"
