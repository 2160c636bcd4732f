"""Drives the server of Windows with URIs of drives: windows.py WINE PROGRAM, in the repository's folder."""
import json
import os
import subprocess
import sys

process = subprocess.Popen(sys.argv[1:3] + ["lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def send(message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    process.stdin.flush()


def until(holds):
    while True:
        length = int(process.stdout.readline().split(b":")[1])
        process.stdout.readline()
        message = json.loads(process.stdout.read(length))
        if holds(message):
            return message


# wine has the root of this system as the drive Z.
here = os.getcwd()
text = open(here + "/.ci/editors/agent.yaml", encoding="utf-8").read()
for root in ["file:///Z:" + here, "file:///z%3A" + here]:
    if process.poll() is not None:
        process = subprocess.Popen(sys.argv[1:3] + ["lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    folder = root + "/.ci/editors"
    send({"id": 1, "method": "initialize", "params": {"rootUri": folder, "capabilities": {}}})
    until(lambda message: message.get("id") == 1)
    send({"method": "initialized", "params": {}})
    uri = folder + "/agent.yaml"
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
    told = until(lambda message: message.get("params", {}).get("version") == 1)["params"]
    assert told["uri"] == uri, told
    codes = {one["code"] for one in told["diagnostics"]}
    # The inventory that the config names is read as well.
    assert {"admission-strict", "missed-by-taint-only"} <= codes, codes
    position = {"line": 17, "character": 28}
    send({"id": 2, "method": "textDocument/definition",
          "params": {"textDocument": {"uri": uri}, "position": position}})
    places = until(lambda message: message.get("id") == 2)["result"]
    assert places and places[0]["uri"] == uri, places
    send({"id": 3, "method": "shutdown"})
    until(lambda message: message.get("id") == 3)
    send({"method": "exit"})
    assert process.wait(30) == 0, process.returncode
print("ok  the server takes paths with drives")
