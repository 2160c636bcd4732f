#!/usr/bin/env bash
# kubernetes-resource-parser 0.1.0 (npm)
#
# One would expect: a parser that is made for the quantities of Kubernetes reads a fraction before a
# unit, an exponent, and the `n` of the metrics API.
# Seen: `1.5Gi` is one byte, `0.5Gi` none, `1e9` one, and a nano of a CPU is a whole one. Nothing is
# refused.
. "$(dirname "$0")/lib.sh"
npm_install kubernetes-resource-parser@0.1.0
cat >"$folder/ask.cjs" <<'JS'
const { cpuParser, memoryParser } = require("kubernetes-resource-parser");
console.log(...["1Gi", "1.5Gi", "0.5Gi", "1e9"].map(memoryParser), cpuParser("100m"), cpuParser("1n"));
JS
see "1Gi 1.5Gi 0.5Gi 1e9, CPUs of 100m and 1n" "1073741824 1 0 1 0.1 1" "$(cd "$folder" && node ask.cjs)"
