#!/usr/bin/env bash
# cel-js 0.8.2
#
# One would expect: CEL's whole numbers are whole: `7 / 2` is 3, `1u - 2u` is an error, and
# `true || 1 / 0 > 1` is true, since the left side has decided.
# Seen: 3.5, -1, and an error. A budget of half the nodes that a cluster's policy rounds down is a
# fraction here.
. "$(dirname "$0")/lib.sh"
npm_install cel-js@0.8.2
cat >"$folder/ask.mjs" <<'JS'
import { evaluate } from "cel-js";
const ask = (text) => {
  try {
    return evaluate(text, {});
  } catch (error) {
    return error.message;
  }
};
console.log(ask("7 / 2"), ask("1u - 2u"), ask("true || 1 / 0 > 1"));
JS
see "7 / 2, 1u - 2u, true || 1 / 0 > 1" "3.5 -1 Division by zero" "$(cd "$folder" && node ask.mjs)"
