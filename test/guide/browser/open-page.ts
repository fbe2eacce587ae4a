// What the tests of the guide's pages share: a browser, and what axe-core finds wrong with a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

export { browserTest, openPage, type PageOptions } from "../../support/browser.ts";

/** What Chromium says of an event stream whose server is gone; which of these, depends on the moment. */
export const LOST_STREAM =
  /ERR_(?:CONNECTION_(?:REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING) .*\/live/;

const AXE_FILE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe-core finds wrong with the page as it is now. */
export async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate("window.axe === undefined")) await page.evaluate(await readFile(AXE_FILE, "utf8"));
  return (await page.evaluate(AXE)) as string[];
}

/** Runs in the page. */
const AXE = `axe.run(document).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`;
