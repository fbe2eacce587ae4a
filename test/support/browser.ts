// A page in a real Chromium, for one test. What it writes to the console as an error, and what it throws, fails the
// test. Where no browser is installed the tests are skipped, and say so; in CI they fail.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, type TestContext, test } from "node:test";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { isRequired } from "./programs.ts";

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly reducedMotion?: "reduce" | "no-preference";
  /** What of the console is expected, such as an answer 503. An address stands behind what is said of it. */
  readonly expected?: RegExp;
}

const CHROMIUM = findChromium();
const mustBeThere = Boolean(process.env.CI) || isRequired("chromium");

/** A test that needs a browser. */
export function browserTest(name: string, run: (t: TestContext) => Promise<void>): void {
  const isMissing = CHROMIUM === undefined && !mustBeThere;
  test(name, { skip: isMissing && "there is no Chromium; CHROMIUM can name one" }, run);
}

/** One window, in which each test has a tab: to open a window costs Chromium more than most tests do. */
let opened: Promise<BrowserContext> | undefined;
after(async () => (await opened)?.browser()?.close());

export async function openPage(t: TestContext, url: string, options: PageOptions = {}): Promise<Page> {
  const { width = 1280, height = 800, colorScheme = "light", reducedMotion = "no-preference" } = options;
  opened ??= openWindow();
  const window = await opened;
  const page = await window.newPage();
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, reducedMotion });
  const complaints: string[] = [];
  const complain = (text: string) => {
    if (!options.expected?.test(text)) complaints.push(text);
  };
  page.on("console", (message) => {
    if (message.type() === "error") complain(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complain(String(error)));
  t.after(async () => {
    await page.close();
    await window.clearCookies(); // All else that a page stores is kept by port, and each test has its own.
    assert.deepEqual(complaints, [], "The page complained.");
  });
  await page.goto(url);
  return page;
}

async function openWindow(): Promise<BrowserContext> {
  assert.ok(CHROMIUM, "There is no Chromium, and in CI there must be one: CHROMIUM can name it.");
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const window = await browser.newContext();
  await window.newPage(); // Stays, and with it the window.
  return window;
}

/** Chromium, or a browser that is made of it. */
function findChromium(): string | undefined {
  const { CHROMIUM, LOCALAPPDATA, ProgramFiles, "ProgramFiles(x86)": programFiles86 } = process.env;
  if (CHROMIUM) return CHROMIUM;
  const places: Partial<Record<NodeJS.Platform, string[]>> = {
    darwin: ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    ),
    win32: [ProgramFiles, programFiles86, LOCALAPPDATA].flatMap((folder = "") => [
      join(folder, "Google/Chrome/Application/chrome.exe"),
      join(folder, "Chromium/Application/chrome.exe"),
      join(folder, "Microsoft/Edge/Application/msedge.exe"),
    ]),
  };
  const unix = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(
    (name) => `/usr/bin/${name}`,
  );
  return (places[process.platform] ?? unix).find((path) => existsSync(path));
}
