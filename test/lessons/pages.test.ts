// The pages of lessons 13 and 14 in a real browser: the worked example's and the one that the student makes.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { ServerProcess } from "../../src/course/server-process.ts";
import { browserTest, openPage } from "../support/browser.ts";

/** A browser asks for it by itself, and these servers have none. */
const expected = /404 .*\/favicon\.ico$/;

const EVIL = "<script>document.title = 'run'</script>";
const book = { isbn: "9780141439587", title: EVIL, author: 'Ann" onmouseover="alert(1)', year: 1815 };
const product = { name: EVIL, category: "bikes", price: 100, stock: 1 };
const towel = { name: "Tea towel", category: "kitchen", price: 590, stock: 0 };

for (const [file, path, item] of [
  ["13-clients/server.ts", "/products", product],
  ["13-clients/solution.ts", "/books", book],
] as const) {
  browserTest(`${file}: a name with <script> in it is shown as text, and does not run`, async (t) => {
    const origin = await start(t, file);
    await send(`${origin}${path}`, "POST", item);
    const page = await openPage(t, origin + path, { expected });
    const last = page.locator("li").last();
    assert.ok((await last.innerText()).startsWith(EVIL));
    assert.equal(await last.getAttribute("onmouseover"), null);
    assert.equal(await page.locator("script").count(), 0);
    assert.notEqual(await page.title(), "run");
  });
}

for (const [file, path, change, body, shown] of [
  ["14-updates/server.ts", "/", "/products/20111", towel, "Tea towel: 5.90"],
  ["14-updates/solution.ts", "/board", "/loans/2/ada", undefined, "Book 2: ada"],
] as const) {
  browserTest(`${file}: two open pages show what has changed, without being loaded again`, async (t) => {
    const origin = await start(t, file);
    const pages = [
      await openPage(t, origin + path, { expected }),
      await openPage(t, origin + path, { expected }),
    ];
    for (const page of pages) {
      await page.getByRole("status").getByText("connected").waitFor();
      await page.evaluate("window.isTheSame = true");
      assert.equal(await page.getByText(shown).count(), 0);
    }
    await send(origin + change, "PUT", body);
    for (const page of pages) {
      await page.getByText(shown).waitFor();
      assert.equal(await page.evaluate("window.isTheSame"), true);
    }
    for (const page of pages) await page.close(); // Before the server ends: one that loses it complains.
  });
}

/** Resolves with its origin. Its data lie in a folder of their own. */
async function start(t: TestContext, file: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "roundtrip-pages-"));
  const server = new ServerProcess();
  t.after(async () => {
    await server.end();
    await rm(folder, { recursive: true, force: true });
  });
  const path = fileURLToPath(new URL(`../../lessons/${file}`, import.meta.url));
  const started = await server.load(path, { listener: file.endsWith("solution.ts"), env: { DATA: folder } });
  assert.deepEqual(started, { kind: "listening" }, server.output);
  return `http://localhost:${server.port}`;
}

async function send(url: string, method: "POST" | "PUT", json: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const { statusCode, body } = await request(url, {
    method,
    ...(json === undefined ? {} : { headers, body: JSON.stringify(json) }),
  });
  assert.ok(statusCode < 300, await body.text());
}
