#!/usr/bin/env bash
# @kubernetes/client-node 1.4.0, kubectl 1.37.1
#
# One would expect: the official client's `loadYaml` and kubectl read `defaultMode: 0400` alike.
# Seen: kubectl reads 256, the client 400, which is the mode 0620. The API server takes both: what only
# its owner was to read, the group may write.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
npm_install @kubernetes/client-node@1.4.0
cat >"$folder/agent.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers: [{name: agent, image: registry.example.com/agent:1.0}]
  volumes: [{name: settings, secret: {secretName: settings, defaultMode: 0400}}]
YAML
cat >"$folder/ask.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { loadYaml } from "@kubernetes/client-node";
console.log(loadYaml(readFileSync("agent.yaml", "utf8")).spec.volumes[0].secret.defaultMode);
JS
see "read by kubectl" "256" \
    "$("$kubectl" label --local -f "$folder/agent.yaml" seen=1 -o jsonpath='{..defaultMode}')"
see "read by the client" "400" "$(cd "$folder" && node ask.mjs)"
