// The price watch: a server that is a client of the shop, and goes on without it.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { PriceWatch } from "../../src/clients/price-watch.ts";
import { createPriceWatchApp } from "../../src/clients/price-watch-app.ts";
import type { ShopApiOptions } from "../../src/clients/shop-api.ts";
import { serveApp } from "../support/app.ts";
import { apiOf, nowhere } from "../support/elsewhere.ts";
import { eventually } from "../support/eventually.ts";
import { serveShop } from "../support/shop.ts";

test("it tells the price, and each change of it", async (t) => {
  const { url, data } = await serveShop(t);
  const { watch, prices, ask } = await watching(t, url, ["66432", "78968"]);
  await watch.look();
  await data.products.update("66432", { price: 1790 });
  await watch.look();
  await watch.look();
  await data.products.update("66432", { price: 2190 });
  await watch.look();
  const { products, stale, away } = await prices();
  assert.deepEqual([stale, away], [false, null]);
  const { name, price, changes } = products[0];
  assert.deepEqual([name, price], ["Soft-touch smartphone cover, 6.1″", 2190]);
  assert.deepEqual(
    changes.map(({ from, to }: { from: number; to: number }) => [from, to]),
    [
      [1790, 2190],
      [1990, 1790],
    ],
  );
  assert.deepEqual(products[1].changes, []);
  const page = (await ask("GET /", { headers: { accept: "text/html" } })).body;
  assert.match(page, /cover, 6\.1″: €21\.90/);
  assert.match(page, /€17\.90 became €21\.90/);
});

test("what has not changed is not sent again", async (t) => {
  const statuses: number[] = [];
  const { url } = await serveShop(t, undefined, [
    (_req, res, next) => {
      res.on("finish", () => statuses.push(res.statusCode));
      return next();
    },
  ]);
  const { watch } = await watching(t, url, ["66432"]);
  await watch.look();
  await watch.look();
  assert.deepEqual(statuses, [200, 304]);
});

test("a product that is not there, or no more, is told, and the others go on", async (t) => {
  const { url, data } = await serveShop(t);
  const { watch, prices } = await watching(t, url, ["1", "66432"]);
  await watch.look();
  assert.equal((await prices()).products[0].problem, "No product has the id 1.");
  assert.equal((await prices()).products[1].price, 1990);
  await data.products.delete("66432");
  await watch.look();
  const [, gone] = (await prices()).products;
  assert.deepEqual([gone.price, gone.problem], [1990, "No product has the id 66432."]);
});

test("as long as nothing is known, it answers 503 and says when to come back", async (t) => {
  const { watch, ask } = await watching(t, await nowhere(), ["66432"]);
  for (const reason of [/first look/, /Nothing listens at/]) {
    const reply = await ask("GET /api/prices");
    assert.equal(reply.status, 503);
    assert.equal(reply.headers["retry-after"], "5");
    assert.match(JSON.parse(reply.body).detail, reason);
    await watch.look();
  }
});

test("while the shop is silent, what is known is told as old; when it is back, as new", async (t) => {
  let silent = false;
  const { url } = await serveShop(t, undefined, [(_req, _res, next) => (silent ? undefined : next())]);
  const { watch, prices, ask } = await watching(t, url, ["66432", "78968"], { timeout: 200 });
  await watch.look();
  silent = true;
  await watch.look();
  const first = await prices();
  assert.equal(first.stale, true);
  assert.match(first.away.reason, /gave no answer within 0\.2 seconds/);
  assert.equal(first.products[0].price, 1990);
  await watch.look();
  assert.equal((await prices()).away.since, first.away.since);
  assert.match((await ask("GET /", { headers: { accept: "text/html" } })).body, /The shop is away since/);
  silent = false;
  await watch.look();
  assert.deepEqual([(await prices()).stale, (await prices()).away], [false, null]);
});

test("it looks again and again by itself, until it is stopped", async (t) => {
  let looks = 0;
  const { url } = await serveShop(t, undefined, [
    (_req, _res, next) => {
      looks++;
      return next();
    },
  ]);
  const { watch } = await watching(t, url, ["66432"]);
  await watch.start(1);
  await eventually(() => looks > 3, "more looks");
  watch.stop();
});

async function watching(t: TestContext, shop: string, ids: string[], options?: ShopApiOptions) {
  const watch = new PriceWatch(apiOf(t, shop, options), ids);
  t.after(() => watch.stop());
  const { ask } = await serveApp(t, (reporting) => createPriceWatchApp(watch, reporting));
  return { watch, ask, prices: async () => JSON.parse((await ask("GET /api/prices")).body) };
}
