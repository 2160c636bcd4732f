#!/usr/bin/env bash
# @kubernetes/client-node 1.4.0, kubectl 1.37.1
#
# One would expect: the official client's `loadYaml` and kubectl read `defaultMode: 0644` alike.
# Seen: kubectl reads 420, the client 644, which is the mode 1204: nobody but root may read the files
# of the volume, and both are whole numbers that the API server takes.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
npm_install @kubernetes/client-node@1.4.0
cat >"$folder/agent.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers: [{name: agent, image: registry.example.com/agent:1.0}]
  volumes: [{name: settings, configMap: {name: settings, defaultMode: 0644}}]
YAML
cat >"$folder/ask.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { loadYaml } from "@kubernetes/client-node";
console.log(loadYaml(readFileSync("agent.yaml", "utf8")).spec.volumes[0].configMap.defaultMode);
JS
see "read by kubectl" "420" \
    "$("$kubectl" label --local -f "$folder/agent.yaml" seen=1 -o jsonpath='{..defaultMode}')"
see "read by the client" "644" "$(cd "$folder" && node ask.mjs)"
