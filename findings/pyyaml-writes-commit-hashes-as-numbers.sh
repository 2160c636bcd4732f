#!/usr/bin/env bash
# PyYAML 6.0.3, kubectl 1.37.1
#
# One would expect: PyYAML and kubectl both read YAML 1.1, so that a text which the one has written is a
# text to the other.
# Seen: PyYAML wants a point and a sign in a number with an exponent, and knows no boolean of one
# letter. It writes the short commit hash "12345e3" plain, which kubectl takes for 12345000, and "y",
# which is true.
. "$(dirname "$0")/lib.sh"
kubectl_and_helm
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyyaml==6.0.3
"$folder/venv/bin/python" - >"$folder/settings.yaml" <<'PY'
import yaml
seen = ["12345e3", "y", "1.5e+3", "yes"]
print(yaml.safe_dump({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "seen": seen}))
PY
see "texts as kubectl reads them" '[12345000,true,"1.5e+3","yes"]' \
    "$("$kubectl" label --local -f "$folder/settings.yaml" seen=1 -o jsonpath='{.seen}')"
