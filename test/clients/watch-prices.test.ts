// `npm run watch-prices`: the second server as a program.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runWatchPrices } from "../../src/cli/watch-prices-run.ts";
import { nowhere } from "../support/elsewhere.ts";
import { eventually } from "../support/eventually.ts";
import { runHere } from "../support/here.ts";
import { serveShop } from "../support/shop.ts";
import { script } from "../support/start.ts";

const windows = process.platform === "win32";

test("it says where it listens, and watches", async (t) => {
  const { url, data } = await serveShop(t);
  const watch = script(t, "watch-prices", ["66432", "--port", "0", "--every", "0.1", "--url", url]);
  const prices = `${await watch.url()}/api/prices`;
  const price = async () => {
    const reply = await fetch(prices);
    return reply.ok ? JSON.parse(await reply.text()).products[0].price : undefined;
  };
  await eventually(async () => (await price()) === 1990, "the price");
  await data.products.update("66432", { price: 1790 });
  await eventually(async () => (await price()) === 1790, "the new price");
  for (const line of watch.stdout.split("\n")) assert.ok(line.length <= 80, line);
});

test("it starts without the shop too, and Ctrl+C stops it", { skip: windows }, async (t) => {
  const watch = script(t, "watch-prices", ["66432", "--port", "0", "--url", await nowhere()]);
  assert.equal((await fetch(`${await watch.url()}/api/prices`)).status, 503);
  watch.child.kill("SIGINT");
  assert.equal(await watch.exit(), 0);
  assert.equal(watch.stderr, "");
});

for (const args of [[], ["66432", "--port", "x"], ["66432", "--every", "0"], ["66432", "--url", "shop"]]) {
  test(`"${args.join(" ")}" is not understood: exit code 2, and the help`, async () => {
    const { code, stderr } = await runHere(runWatchPrices, args);
    assert.equal(code, 2);
    assert.match(stderr, /npm run watch-prices -- 66432 78968/);
  });
}
