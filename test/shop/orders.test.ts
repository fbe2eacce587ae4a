// Orders: stock and order change together or not at all, on every engine of the store.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Store } from "../../src/index.ts";
import { openShopData } from "../../src/shop/records.ts";
import { fillShop } from "../../src/shop/seed.ts";
import { onEveryEngine } from "../store/engines.ts";
import { askShop, jsonBody, serveShop, type TestShop } from "../support/shop.ts";

const ORDER = { productId: "66432", quantity: 1, name: "Alice", address: "1 Main Street\nOslo" };

onEveryEngine("an order is made, has a URL, and takes from the stock", async (t, open) => {
  const { ask, data } = await shopWith(t, await open(), 5);
  const made = await ask("POST /api/orders", jsonBody({ ...ORDER, quantity: 3 }));
  assert.equal(made.status, 201);
  const read = await ask(`GET ${made.headers.location}`);
  assert.equal(read.body, made.body);
  const { ordered, id, ...order } = JSON.parse(read.body);
  assert.match(id, /^[\da-f-]{36}$/);
  assert.ok(Math.abs(Date.now() - Date.parse(ordered)) < 60_000);
  const product = { productName: "Soft-touch smartphone cover, 6.1″", price: 1990, currency: "EUR" };
  assert.deepEqual(order, { ...ORDER, ...product, quantity: 3, total: 5970 });
  assert.equal((await data.products.get("66432"))?.stock, 2);
});

onEveryEngine("of two who want the last one at once, one gets 201 and the other 409", async (t, open) => {
  const { ask, data } = await shopWith(t, await open(), 1);
  const buy = () => ask("POST /api/orders", jsonBody(ORDER));
  const replies = await Promise.all([buy(), buy()]);
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 409]);
  const refused = JSON.parse(replies.find(({ status }) => status === 409)?.body ?? "");
  assert.equal(refused.detail, "Soft-touch smartphone cover, 6.1″ is sold out.");
  assert.equal(refused.stock, 0);
  assert.equal((await data.products.get("66432"))?.stock, 0);
  assert.equal(await data.orders.count(), 1);
});

onEveryEngine("of fifty who want ten things, ten get one", async (t, open) => {
  const { ask, data } = await shopWith(t, await open(), 10);
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, i) => ask("POST /api/orders", jsonBody({ ...ORDER, name: `Buyer ${i}` }))),
  );
  assert.equal(replies.filter(({ status }) => status === 201).length, 10);
  assert.equal(replies.filter(({ status }) => status === 409).length, 40);
  assert.equal((await data.products.get("66432"))?.stock, 0);
  assert.equal(await data.orders.count(), 10);
});

onEveryEngine("the same order sent ten times at once with one key is made once", async (t, open) => {
  const { ask, data } = await shopWith(t, await open(), 10);
  const key = { "idempotency-key": "9f8e7d6c-one-order" };
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => ask("POST /api/orders", jsonBody(ORDER, key))),
  );
  assert.ok(replies.every(({ status }) => status === 201));
  assert.equal(new Set(replies.map(({ headers }) => headers.location)).size, 1);
  assert.equal(await data.orders.count(), 1);
  assert.equal((await data.products.get("66432"))?.stock, 9);
  const other = await ask("POST /api/orders", jsonBody({ ...ORDER, quantity: 2 }, key));
  assert.equal(other.status, 422);
  assert.match(JSON.parse(other.body).detail, /belongs to another order/);
});

test("a key is no secret of its order: nobody sees it", async (t) => {
  const ask = await askShop(t);
  const made = await ask("POST /api/orders", jsonBody(ORDER, { "idempotency-key": "secret-key" }));
  assert.doesNotMatch(made.body, /secret-key/);
  assert.equal((await ask("POST /api/orders", jsonBody(ORDER, { "idempotency-key": "x" }))).status, 400);
});

test("more than there is gets 409 and hears how many there are", async (t) => {
  const { ask, data } = await serveShop(t);
  const reply = await ask("POST /api/orders", jsonBody({ ...ORDER, quantity: 13 }));
  assert.equal(reply.status, 409);
  assert.match(JSON.parse(reply.body).detail, /only 12 are left\.$/);
  assert.equal(JSON.parse(reply.body).stock, 12);
  assert.equal((await data.products.get("66432"))?.stock, 12);
});

test("what is wrong is named", async (t) => {
  const ask = await askShop(t);
  const fields = async (value: unknown) => {
    const reply = await ask("POST /api/orders", jsonBody(value));
    assert.equal(reply.status, 422);
    return JSON.parse(reply.body).errors.map(({ field }: { field: string }) => field);
  };
  assert.deepEqual(await fields({ quantity: 0, total: 1 }), [
    "productId",
    "quantity",
    "name",
    "address",
    "total",
  ]);
  for (const quantity of [-1, 1.5, "2", 101]) {
    assert.deepEqual(await fields({ ...ORDER, quantity }), ["quantity"]);
  }
  assert.deepEqual(await fields({ ...ORDER, productId: "1" }), ["productId"]);
});

test("an order is known to whoever has its URL, and listed for nobody", async (t) => {
  const ask = await askShop(t);
  const made = await ask("POST /api/orders", jsonBody(ORDER));
  assert.equal((await ask("GET /api/orders")).body, '{"total":1}');
  assert.equal((await ask("GET /api/orders/1")).status, 404);
  const read = await ask(`GET ${made.headers.location}`);
  assert.equal(read.headers["cache-control"], "private, no-cache");
});

test("an order stays what it is when the product changes and goes", async (t) => {
  const ask = await askShop(t);
  const made = await ask("POST /api/orders", jsonBody(ORDER));
  await ask("PATCH /api/products/66432", jsonBody({ price: 1, name: "Other" }));
  await ask("DELETE /api/products/66432");
  assert.equal((await ask(`GET ${made.headers.location}`)).body, made.body);
});

/** The shop over this store, with so many of the smartphone cover. */
async function shopWith(t: Parameters<typeof serveShop>[0], store: Store, stock: number): Promise<TestShop> {
  const data = openShopData(store);
  await fillShop(data);
  await data.products.update("66432", { stock });
  return serveShop(t, store);
}
