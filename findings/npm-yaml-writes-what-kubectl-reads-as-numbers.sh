#!/usr/bin/env bash
# yaml 2.9.1 (npm), kubectl 1.37.1
#
# One would expect: a text that a YAML library wrote is a text to kubectl.
# Seen: `yaml` quotes what YAML 1.2 takes for a number and leaves the rest plain. Of the texts "1_000",
# "0b11" and "NO" kubectl makes 1000, 3 and false, and a variable or a label of them is refused.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
npm_install yaml@2.9.1
cat >"$folder/write.mjs" <<'JS'
import { stringify } from "yaml";
const seen = ["1_000", "0b11", "NO", "1e3", "no"];
console.log(stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, seen }));
JS
(cd "$folder" && node write.mjs >settings.yaml)
see "texts as kubectl reads them" '[1000,3,false,"1e3",false]' \
    "$("$kubectl" label --local -f "$folder/settings.yaml" seen=1 -o jsonpath='{.seen}')"
