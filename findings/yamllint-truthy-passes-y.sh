#!/usr/bin/env bash
# yamllint 1.38.0
#
# One would expect: the rule `truthy` warns of every plain word that YAML 1.1 takes for a boolean.
# Seen: it warns of `on` and `yes` and passes `y` and `n`, since its own parser takes those for text.
# Kubernetes' reader takes them for booleans, so that `gpu: y` in a nodeSelector is refused after a
# clean lint.
. "$(dirname "$0")/lib.sh"
pip_install yamllint==1.38.0
printf -- '---\nnodeSelector:\n  gpu: y\n  fpga: n\n  ssd: on\n' >"$folder/selector.yaml"
see "lines with a warning" "5" "$(
    "$folder/venv/bin/yamllint" --format parsable "$folder/selector.yaml" |
        grep truthy | cut -d: -f2 | xargs
)"
