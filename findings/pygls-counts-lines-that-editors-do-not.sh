#!/usr/bin/env bash
# pygls 2.1.1 with lsprotocol 2025.0.0
#
# One would expect: a library for language servers ends lines where the protocol does: at \n, \r\n and
# \r, and nowhere else.
# Seen: its document also ends one at U+2028, U+0085 and a form feed, as Python's own lines do. After
# such a character in a comment every position is a line off, and an edit of the editor lands there.
. "$(dirname "$0")/lib.sh"
pip_install pygls==2.1.1 lsprotocol==2025.0.0
see "lines of three documents of two lines, and an edit of the second" "3 3 3 ADDED" "$(
    "$python" - <<'PY'
from lsprotocol import types
from pygls.workspace import TextDocument
def document(source):
    return TextDocument("file:///agent.yaml", source=source)
lines = [len(document(f"a: 1 # one{sign}two\nb: 2\n").lines) for sign in "\u2028\u0085\f"]
edited = document("a: 1 # one\u2028two\nb: 2\n")
start = types.Position(line=1, character=0)
edited.apply_change(types.TextDocumentContentChangePartial(range=types.Range(start=start, end=start), text="ADDED "))
print(*lines, edited.source.split("\u2028")[1].split()[0])
PY
)"
