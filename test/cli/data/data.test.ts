// `npm run data`: what it shows, what it finds, and what it deletes only after asking.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { runData } from "../../../src/cli/data-run.ts";
import { folder } from "../../middleware/folder.ts";
import { eventually } from "../../support/eventually.ts";
import { runHere } from "../../support/here.ts";
import { jsonBody } from "../../support/shop.ts";
import { type Started, script, start } from "../../support/start.ts";

test("data is made by the first start, said so, and there again at the next", async (t) => {
  const data = await dataUrl(t);
  const first = start(t, ["--port", "0", "--data", data]);
  const url = await first.url();
  await eventually(() => first.stdout.includes("240 products, created now"), "what was created");
  const order = { productId: "66432", quantity: 2, name: "Alice", address: "1 Main Street" };
  const made = await fetch(`${url}/api/orders`, { method: "POST", ...jsonBody(order) });
  assert.equal(made.status, 201);
  await stop(first);
  const second = start(t, ["--port", "0"], { DATA: data });
  const again = await fetch((await second.url()) + made.headers.get("location"));
  assert.deepEqual(await again.json(), await made.json());
  assert.match(second.stdout, /240 products\n/);
  await stop(second);
});

test("show tells the files, the counts and what was written last, and no names of buyers", async (t) => {
  const data = await filled(t);
  const show = script(t, "data", ["show", "--data", data]);
  assert.equal(await show.exit(), 0);
  const { stdout } = show;
  assert.match(stdout, /shop\.json {2}[\d,]+ bytes/);
  assert.match(stdout, /products +240\n/);
  assert.match(stdout, /orders +1\n/);
  assert.match(stdout, /orders [\da-f-]{36}, version \d+: 2 x Soft-touch/);
  assert.doesNotMatch(stdout, /Alice|Main Street/);
});

test("check finds sound data sound", async (t) => {
  const { code, stdout } = await run("check", "--data", await filled(t));
  assert.match(stdout, /is sound/);
  assert.equal(code, 0);
});

test("check names what does not fit together, and what cannot be read by its file and line", async (t) => {
  const data = await filled(t);
  const path = data.slice("file:".length);
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(/("id":"66432".*?"stock":)\d+/, "$1-1"));
  const wrong = await run("check", "--data", data);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /Product 66432 has a stock of -1\./);
  await writeFile(path, text.replace('"id":"66432"', '"id":66432"'));
  const damaged = await run("check", "--data", data);
  assert.equal(damaged.code, 1);
  assert.match(damaged.stderr, /shop\.json.*line \d+|shop\.json:\d+/);
  assert.doesNotMatch(damaged.stderr, /\n\s+at /);
  const shop = start(t, ["--port", "0", "--data", data]);
  assert.equal(await shop.exit(), 1);
  assert.match(shop.stderr, /^The shop's data cannot be opened\. .*line \d+|shop\.json:\d+/);
  // Damaged data is a good reason to start again.
  assert.equal((await run("reset", "--yes", "--data", data)).code, 0);
});

test("reset says what it deletes, deletes nothing unasked, and nothing that is not its own", async (t) => {
  const data = await filled(t);
  const path = data.slice("file:".length);
  const mine = ["shop.json.bak", "shop.txt"];
  for (const name of mine) await writeFile(join(path, "..", name), "mine");
  const asked = script(t, "data", ["reset", "--data", data]);
  assert.equal(await asked.exit(), 1);
  assert.match(asked.stderr, /npm run data -- reset --yes\n$/);
  assert.match((await run("show", "--data", data)).stdout, /products +240/);
  const done = await run("reset", "--yes", "--data", data);
  assert.equal(done.code, 0);
  assert.match(done.stdout, /^This deletes, for good:\n {2}\S+shop\.json /);
  assert.deepEqual(await readdir(join(path, "..")), mine);
  const none = await run("show", "--data", data);
  assert.deepEqual([none.code, none.stderr], [0, ""]);
  assert.match(none.stdout, /^There is no data at .*npm start\n$/);
});

test("while the shop runs, all three are refused, and so is a second shop", async (t) => {
  const data = await dataUrl(t);
  const shop = start(t, ["--port", "0", "--data", data]);
  await shop.url();
  const { pid } = JSON.parse(readFileSync(`${data.slice("file:".length)}.lock`, "utf8"));
  for (const args of [["show"], ["check"], ["reset", "--yes"]]) {
    const { code, stderr } = await run(...args, "--data", data);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`\\b${pid}\\b`), args[0]);
  }
  const second = start(t, ["--port", "0", "--data", data]);
  assert.equal(await second.exit(), 1);
  assert.match(second.stderr, new RegExp(`\\b${pid}\\b`));
  await stop(shop);
});

for (const args of [[], ["sell"], ["show", "check"], ["show", "--all"]]) {
  test(`"${args.join(" ")}" is not understood: exit code 2, and the help`, async () => {
    const { code, stderr } = await run(...args);
    assert.equal(code, 2);
    assert.match(stderr, /npm run data -- reset --yes/);
  });
}

test("data in memory has nothing to show", async () => {
  const { code, stderr } = await run("show", "--data", "memory:");
  assert.equal(code, 1);
  assert.match(stderr, /--data file:data\/shop\.json\n$/);
});

async function dataUrl(t: TestContext): Promise<string> {
  return `file:${join(await folder(t, {}), "shop.json")}`;
}

let sold: Promise<{ name: string; content: Buffer }[]> | undefined;

/** Data of a shop that has run, with one order in it. The shop runs once, and each test has a copy of its data. */
async function filled(t: TestContext): Promise<string> {
  sold ??= sell(t);
  const data = await dataUrl(t);
  for (const { name, content } of await sold) await writeFile(join(folderOf(data), name), content);
  return data;
}

async function sell(t: TestContext): Promise<{ name: string; content: Buffer }[]> {
  const data = await dataUrl(t);
  const shop = start(t, ["--port", "0", "--data", data]);
  const order = { productId: "66432", quantity: 2, name: "Alice", address: "1 Main Street" };
  await fetch(`${await shop.url()}/api/orders`, { method: "POST", ...jsonBody(order) });
  await stop(shop);
  const names = await readdir(folderOf(data));
  return Promise.all(
    names.map(async (name) => ({ name, content: await readFile(join(folderOf(data), name)) })),
  );
}

function folderOf(data: string): string {
  return dirname(data.slice("file:".length));
}

async function stop(shop: Started): Promise<void> {
  shop.child.kill("SIGTERM");
  const code = await shop.exit();
  // Windows has no signals that a process can catch when another sends them.
  if (process.platform !== "win32") assert.equal(code, 0, shop.stderr);
}

function run(...args: string[]) {
  return runHere(runData, args);
}
