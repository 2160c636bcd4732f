// Starts `daemonlint lsp` and joins it to the editor. All that is known of manifests is the server's.

import * as path from "node:path";
import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";

import { commandOf, optionsOf } from "./options";

/** The languages in which manifests are written. */
const LANGUAGES = ["yaml", "json"];

let client: LanguageClient | undefined;
let output: vscode.LogOutputChannel | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("daemonlint", { log: true });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("daemonlint.restart", restart),
    vscode.commands.registerCommand("daemonlint.showOutput", () => output?.show()),
    vscode.workspace.onDidChangeConfiguration(onChangedSettings),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("daemonlint");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const command = commandOf(settings.get("path", "daemonlint"), folder, path.resolve);
  const run = { command, args: ["lsp"], options: { cwd: folder } };
  const server: ServerOptions = { run, debug: run };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.map((language) => ({ language, scheme: "file" })),
    initializationOptions: chosen(),
    outputChannel: output,
  };
  client = new LanguageClient("daemonlint", "daemonlint", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    await tellThatItDoesNotRun(command, error);
  }
}

/** What the user has chosen of the server's options. */
function chosen(): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration("daemonlint");
  return optionsOf((name) => settings.inspect(name));
}

async function onChangedSettings(event: vscode.ConfigurationChangeEvent): Promise<void> {
  if (event.affectsConfiguration("daemonlint.path")) {
    await restart();
  } else if (event.affectsConfiguration("daemonlint") && client !== undefined) {
    await client.sendNotification("workspace/didChangeConfiguration", {
      settings: { daemonlint: chosen() },
    });
  }
}

async function tellThatItDoesNotRun(command: string, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  output?.error(`${command} does not run: ${why}`);
  const settings = "Set its path";
  const answer = await vscode.window.showErrorMessage(
    `daemonlint: \`${command}\` does not run. Install it, or set daemonlint.path.`,
    settings,
    "Show the output",
  );
  if (answer === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "daemonlint.path");
  } else if (answer !== undefined) {
    output?.show();
  }
}
