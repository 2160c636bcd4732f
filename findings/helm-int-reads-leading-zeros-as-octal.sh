#!/usr/bin/env bash
# Helm 4.3.1
#
# One would expect: `int` reads the text "08" as 8, as `atoi` does, and "0644" as 644; `add 0.5 0.5` is 1.
# Seen: a leading zero means octal to `int`: 420, and 0 for "08", which is none, without a word. And
# `add` cuts before it adds: two half CPUs are 0.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
mkdir -p "$folder/chart/templates"
printf 'apiVersion: v2\nname: chart\nversion: 0.1.0\n' >"$folder/chart/Chart.yaml"
printf 'seen: {{ int "08" }} {{ atoi "08" }} {{ int "0644" }} {{ atoi "0644" }} {{ add 0.5 0.5 }}\n' \
    >"$folder/chart/templates/pod.yaml"
see 'int "08", atoi "08", int "0644", atoi "0644", add 0.5 0.5' "seen: 0 8 420 644 0" \
    "$("$helm" template release "$folder/chart" | grep '^seen')"
