import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path/posix";
import { test } from "node:test";

import { OPTIONS, commandOf, optionsOf } from "../dist/options.mjs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const settings = manifest.contributes.configuration.properties;

test("each option of the server is a setting, and each setting is one or the editor's own", () => {
  const own = ["path", "trace.server"];
  const names = Object.keys(settings).map((name) => name.replace(/^daemonlint\./, ""));
  assert.deepEqual(names.filter((name) => !own.includes(name)), [...OPTIONS]);
});

test("what nobody has chosen is left to the config", () => {
  const given = { show: { defaultValue: "info" }, nodes: { globalValue: "a.json", workspaceValue: "b.json" } };
  const options = optionsOf((name) => given[name]);
  assert.equal(options.show, null);
  assert.equal(options.nodes, "b.json");
  assert.equal(options.select, null);
});

test("what is false or empty was chosen all the same", () => {
  const options = optionsOf((name) =>
    name === "isolated" ? { globalValue: true, workspaceFolderValue: false } : undefined,
  );
  assert.equal(options.isolated, false);
});

test("a name is looked up by the system, a path seen from the folder", () => {
  assert.equal(commandOf("daemonlint", "/project", resolve), "daemonlint");
  assert.equal(commandOf("  ", "/project", resolve), "daemonlint");
  assert.equal(commandOf("target/debug/daemonlint", "/project", resolve), "/project/target/debug/daemonlint");
  assert.equal(commandOf("/usr/bin/daemonlint", "/project", resolve), "/usr/bin/daemonlint");
  assert.equal(commandOf("./daemonlint", undefined, resolve), "./daemonlint");
});

test("the problem matcher reads the short format", () => {
  const { regexp } = manifest.contributes.problemMatchers[0].pattern;
  const line = "deploy/agent.yaml:7:9: error[selector-template-mismatch]: the selector: not of the template";
  const found = new RegExp(regexp).exec(line);
  assert.deepEqual(found?.slice(1), [
    "deploy/agent.yaml", "7", "9", "error", "selector-template-mismatch",
    "the selector: not of the template",
  ]);
});
