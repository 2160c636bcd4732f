#!/usr/bin/env bash
# pre-commit 4.3.0
#
# One would expect: a hook gets its files in the order of their names, as git lists them.
# Seen: they come shuffled, the same way each time, so that large files fall to different processes: what
# a linter prints is in no order, and files that belong together are parted. With `require_serial` they
# are in order.
. "$(dirname "$0")/lib.sh"
pip_install pre-commit==4.3.0
mkdir "$folder/project" && cd "$folder/project"
git init --quiet .
cat >.pre-commit-config.yaml <<'YAML'
repos:
  - repo: local
    hooks:
      - {id: parallel, name: parallel, entry: echo seen, language: system, verbose: true, files: '^deploy/'}
      - {id: serial, name: serial, entry: echo seen, language: system, verbose: true, files: '^deploy/',
         require_serial: true}
YAML
mkdir deploy && touch deploy/{a,b,c,d,e,f,g,h}.yaml && git add .
order() {
    PRE_COMMIT_HOME="$folder/home" "$folder/venv/bin/pre-commit" run --all-files "$1" |
        sed -n 's/^seen //p' | tr ' ' '\n' | xargs
}
in_order() { if [ "$1" = "$(tr ' ' '\n' <<<"$1" | sort | xargs)" ]; then echo sorted; else echo shuffled; fi; }
once=$(order parallel)
see "parallel" "shuffled" "$(in_order "$once")"
see "parallel, again" "$once" "$(order parallel)"
see "serial" "sorted" "$(in_order "$(order serial)")"
