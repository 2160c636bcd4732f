#!/usr/bin/env bash
# kubernetes-models 4.5.1 (npm)
#
# One would expect: `validate()` of the DaemonSet model refuses a Deployment's field, as it refuses a
# missing selector and a quantity that isn't one.
# Seen: `replicas: 3` is valid; a quantity is looked at to the letter (`1GB` is refused).
. "$(dirname "$0")/lib.sh"
npm_install kubernetes-models@4.5.1
cat >"$folder/ask.mjs" <<'JS'
import { DaemonSet } from "kubernetes-models/apps/v1";
const ask = (change) => {
  const spec = {
    selector: { matchLabels: { app: "agent" } },
    template: {
      metadata: { labels: { app: "agent" } },
      spec: { containers: [{ name: "agent", image: "registry.example.com/agent:1.0" }] },
    },
  };
  change(spec);
  try {
    new DaemonSet({ metadata: { name: "agent" }, spec }).validate();
    return "valid";
  } catch {
    return "refused";
  }
};
console.log(
  ask(() => {}),
  ask((spec) => delete spec.selector),
  ask((spec) => (spec.template.spec.containers[0].resources = { limits: { memory: "1GB" } })),
  ask((spec) => (spec.replicas = 3)),
);
JS
see "as it is, no selector, 1GB, replicas" "valid refused refused valid" "$(cd "$folder" && node ask.mjs)"
