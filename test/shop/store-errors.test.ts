// A store that cannot do its work: the client hears that nothing was done, and the terminal hears why.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Conflict, StoreError } from "../../src/index.ts";
import { jsonBody, serveShop } from "../support/shop.ts";

const ORDER = { productId: "66432", quantity: 1, name: "Alice", address: "1 Main Street" };

for (const error of [
  new Conflict("tried in vain"),
  new StoreError("write-failed", "The disk is full."),
  new StoreError("read-only", "The disk failed."),
]) {
  test(`"${error.code}" is 503 with Retry-After, and no word of the reason`, async (t) => {
    const { ask, data, report } = await serveShop(t);
    t.mock.method(data.store, "transaction", () => Promise.reject(error));
    const reply = await ask("POST /api/orders", jsonBody(ORDER));
    assert.equal(reply.status, 503);
    assert.ok(Number(reply.headers["retry-after"]) > 0);
    assert.match(JSON.parse(reply.body).detail, /nothing was changed/);
    assert.ok(!reply.body.includes(error.message));
    assert.match((await report("error")).error?.stack ?? "", new RegExp(error.message));
    await report("error");
  });
}

test("six hundred buyers at once all get their turn", async (t) => {
  const { ask, data } = await serveShop(t);
  await data.products.update("66432", { stock: 590 });
  const orders = Array.from({ length: 600 }, () => ask("POST /api/orders", jsonBody(ORDER)));
  const statuses = (await Promise.all(orders)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 201).length, 590);
  assert.equal(statuses.filter((status) => status === 409).length, 10);
});
