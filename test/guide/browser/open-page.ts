// A page in a real Chromium, for one test. What it writes to the console as an error, and what it throws, fails the
// test. Where no browser is installed the tests are skipped, and say so.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type TestContext, test } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly reducedMotion?: "reduce" | "no-preference";
  /** What of the console is expected, such as an answer 503. */
  readonly expected?: RegExp;
}

export function browserTest(name: string, run: (t: TestContext) => Promise<void>): void {
  const skip =
    process.env.CI !== undefined
      ? "browsers are not tested in CI"
      : !existsSync(CHROMIUM) && `there is no Chromium at ${CHROMIUM}`;
  test(name, { skip }, run);
}

let launched: Promise<Browser> | undefined;

export async function openPage(t: TestContext, url: string, options: PageOptions = {}): Promise<Page> {
  const { width = 1280, height = 800, colorScheme = "light", reducedMotion = "no-preference" } = options;
  launched ??= chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const browser = await launched;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion });
  const page = await context.newPage();
  const complaints: string[] = [];
  const complain = (text: string) => {
    if (!options.expected?.test(text)) complaints.push(text);
  };
  page.on("console", (message) => message.type() === "error" && complain(message.text()));
  page.on("pageerror", (error) => complain(String(error)));
  t.after(async () => {
    await context.close();
    if (browser.contexts().length === 0) {
      launched = undefined;
      await browser.close();
    }
    assert.deepEqual(complaints, [], "The page complained.");
  });
  await page.goto(url);
  return page;
}

/** What axe-core finds wrong with the page as it is now. */
export async function violations(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  return (await page.evaluate(AXE)) as string[];
}

/** Runs in the page. */
const AXE = `axe.run(document).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`;
