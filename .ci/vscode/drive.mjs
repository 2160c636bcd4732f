// Drives VS Code in a browser through all that the extension shows, and takes a picture of each.
// Usage: node drive.mjs ADDRESS FOLDER-OF-PICTURES (playwright-core stands beside it).

import assert from "node:assert/strict";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [address, pictures] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
page.setDefaultTimeout(60_000);
let number = 0;
const picture = async (name) => {
  number += 1;
  await page.screenshot({ path: join(pictures, `${number}-${name}.png`) });
};
/** What the editor shows; it writes its blanks as no-break spaces. */
const shown = async (selector) => {
  const texts = await page.locator(selector).allInnerTexts();
  return texts.join("\n").replaceAll("\u00a0", " ");
};
const until = async (what, holds) => {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await holds()) {
      console.log(`seen: ${what}`);
      return;
    }
    await page.waitForTimeout(250);
  }
  await picture("missing");
  assert.fail(`not seen: ${what}`);
};
const has = (selector, text) => async () => (await shown(selector)).includes(text);
const LINES = ".editor-instance .view-lines";

try {
  await page.goto(address);
  await page.waitForSelector(".monaco-workbench");
  await page.locator(".explorer-viewlet").getByText("agent.yaml", { exact: true }).dblclick();
  await until("the manifest", has(LINES, "kind: DaemonSet"));

  await until("squiggles", async () => (await page.locator(".squiggly-error").count()) > 0);
  await until("the inlay hint", has(LINES, "runs on 3 of 5 nodes"));
  await picture("squiggles-and-hint");

  await page.locator(LINES).getByText("imagPullPolicy").first().hover();
  await until("the hover of a finding", has(".monaco-hover", "imagePullPolicy"));
  await picture("hover-of-a-finding");

  await page.keyboard.press("Escape");
  await page.locator(LINES).getByText("beta.kubernetes.io/os").first().hover();
  await until("the hover of a node selector", has(".monaco-hover", "of 5 nodes"));
  await picture("hover-of-a-node-selector");

  await page.locator(LINES).getByText("imagPullPolicy").first().click();
  await page.keyboard.press("Control+.");
  await until("quick fixes", has(".action-widget", "imagePullPolicy"));
  await until("the way to suppress", has(".action-widget", "uppress"));
  await picture("quick-fixes");
  await page.keyboard.press("Enter");
  await until("the fix in the text", has(LINES, "imagePullPolicy: Always"));
  await until("its finding gone", async () => (await page.locator(".squiggly-error").count()) === 0);

  await page.keyboard.press("Control+Shift+m");
  await until("the problems", has(".markers-panel", "deprecated-node-label"));
  await picture("problems");

  await page.keyboard.press("F1");
  await page.keyboard.type("daemonlint: restart");
  await page.waitForTimeout(1000);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(3000);
  await until("findings after a restart", has(".markers-panel", "deprecated-node-label"));
  await until("the inlay hint after a restart", has(LINES, "runs on 3 of 5 nodes"));
  await picture("after-a-restart");
  console.log(`all seen; ${number} pictures`);
} finally {
  await browser.close();
}
