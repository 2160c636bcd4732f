#!/usr/bin/env bash
# pykube-ng 23.6.0
#
# One would expect: a selector of any valid label key, as `team__name` is one.
# Seen: two underscores part a key from an operator (`app__in`), and nothing escapes them: the key is
# refused, and with an operator named as well it is refused too.
. "$(dirname "$0")/lib.sh"
pip_install pykube-ng==23.6.0
see "app, app__in, team__name, team__name__in" \
    "app=one|app in (one)|ValueError|AssertionError" "$(
        "$python" - <<'PY'
from pykube.query import as_selector
def ask(key, value):
    try:
        return as_selector({key: value})
    except Exception as error:
        return type(error).__name__
print("|".join([
    ask("app", "one"), ask("app__in", ["one"]), ask("team__name", "one"), ask("team__name__in", ["one"]),
]))
PY
    )"
