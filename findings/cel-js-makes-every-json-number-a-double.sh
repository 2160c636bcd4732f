#!/usr/bin/env bash
# @marcbachmann/cel-js 8.0.0
#
# One would expect: a policy's `object.spec.minReadySeconds / 2 < 10` works on an object that was read
# from JSON, as it does in Kubernetes, where whole numbers are CEL's int.
# Seen: whole numbers of a JSON object are doubles: `/ 2` has no overload, while `== 10` holds.
. "$(dirname "$0")/lib.sh"
npm_install @marcbachmann/cel-js@8.0.0
cat >"$folder/ask.mjs" <<'JS'
import { evaluate } from "@marcbachmann/cel-js";
const object = JSON.parse('{"spec": {"minReadySeconds": 10}}');
for (const text of ["object.spec.minReadySeconds == 10", "object.spec.minReadySeconds / 2 == 5"]) {
  try {
    console.log(evaluate(text, { object }));
  } catch (error) {
    console.log(error.message.split("\n")[0].trim());
  }
}
JS
see "== 10, / 2 == 5" "true no such overload: dyn<double> / int" \
    "$(cd "$folder" && node ask.mjs | xargs -d '\n')"
