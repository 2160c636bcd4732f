#!/usr/bin/env python3
"""Digests the fields of Kubernetes' kinds as the package `kubernetes-validate` of PyPI ships them.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install kubernetes-validate
    /tmp/venv/bin/python tests/schema/upstream.py > fixtures/kubernetes/upstream-fields.tsv

One line for each version and kind: how many fields it has, and a hash of their sorted paths with
their types. `tests/schema/upstream.rs` holds the tables of this program to it, without the package.
"""
import json
import os
import sys

import kubernetes_validate

FOLDER = os.path.join(os.path.dirname(kubernetes_validate.__file__), "kubernetes-json-schema")
VERSIONS = sys.argv[1:] or ["1.32", "1.33", "1.34", "1.35", "1.36", "1.37"]
LEAVES = {
    ("boolean", None): "bool",
    ("integer", "int32"): "int32",
    ("integer", "int64"): "int64",
    ("string", None): "text",
    ("string", "byte"): "bytes",
    ("number", "double"): "float",
}
NAMED = {"Quantity": "quantity", "IntOrString": "int-or-string", "Time": "time", "MicroTime": "micro-time"}


def type_of(schema):
    found = schema.get("type")
    return next((one for one in found if one != "null"), None) if isinstance(found, list) else found


def fields(schema, definitions, path, within, lines):
    for name, field in (schema.get("properties") or {}).items():
        one(field, definitions, f"{path}.{name}", within, lines)


def one(schema, definitions, path, within, lines):
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    if name:
        short = name.rsplit(".", 1)[-1]
        if short in NAMED:
            return lines.append(f"{path} {NAMED[short]}")
        if name in within:
            return lines.append(f"{path} again")
        schema, within = definitions[name], within | {name}
    kind, values = type_of(schema), schema.get("additionalProperties")
    if kind == "array":
        return one(schema["items"], definitions, f"{path}[]", within, lines)
    if schema.get("properties"):
        lines.append(f"{path} struct")
        return fields(schema, definitions, path, within, lines)
    if kind == "object" and isinstance(values, dict) and values:
        return one(values, definitions, f"{path}{{}}", within, lines)
    lines.append(f"{path} {LEAVES.get((kind, schema.get('format')), 'any')}")


def fnv(text):
    digest = 0xCBF29CE484222325
    for byte in text.encode():
        digest = (digest ^ byte) * 0x100000001B3 % 2**64
    return f"{digest:016x}"


print("version\tapiVersion\tkind\tfields\thash")
for version in VERSIONS:
    with open(os.path.join(FOLDER, f"v{version}.0-local", "_definitions.json")) as file:
        definitions = json.load(file)["$defs"]
    rows = []
    for name, definition in definitions.items():
        of = definition.get("x-kubernetes-group-version-kind", [])
        # What goes with every group (DeleteOptions, WatchEvent), lists and parts of calls are no
        # manifests.
        if len(of) != 1 or of[0]["kind"].endswith("List"):
            continue
        group, kind = of[0]["group"], of[0]["kind"]
        api_version = f"{group}/{of[0]['version']}" if group else of[0]["version"]
        lines = []
        fields(definition, definitions, "", {name}, lines)
        rows.append((api_version, kind, str(len(lines)), fnv("\n".join(sorted(lines)))))
    for row in sorted(rows):
        print(version, *row, sep="\t")
