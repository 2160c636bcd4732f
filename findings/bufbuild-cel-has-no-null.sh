#!/usr/bin/env bash
# @bufbuild/cel 0.6.1
#
# One would expect: `has(object.field)` and `"field" in object` tell whether a map has that key,
# whatever its value, as the language says.
# Seen: both are false where the value is null, though reading the field is no error, as it is for a
# key that is missing, and gives null.
. "$(dirname "$0")/lib.sh"
npm_install @bufbuild/cel@0.6.1 @bufbuild/protobuf@2.17.0
cat >"$folder/ask.mjs" <<'JS'
import { run } from "@bufbuild/cel";
const object = { effect: null };
const ask = (text) => String(run(text, { object }));
console.log(ask('has(object.effect)'), ask('"effect" in object'), ask('object.effect == null'));
console.log(ask('object.key == null'), ask('"effect" in {"effect": null}'));
JS
see "has, in, == null, a missing key, in of a literal" "false false true Error: field not found: key false" \
    "$(cd "$folder" && node ask.mjs | xargs)"
