// ETags, If-None-Match and If-Match in the Web API: nothing is sent twice, and nothing is overwritten unseen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { askShop, jsonBody } from "../support/shop.ts";

const PRODUCT = "/api/products/66432";

test("the ETag changes with the product, its stock and its reviews, and with nothing else", async (t) => {
  const ask = await askShop(t);
  const etag = async () => (await ask(`GET ${PRODUCT}`)).headers.etag;
  const seen = [await etag()];
  assert.match(String(seen[0]), /^"[\w-]+"$/);
  await ask("PATCH /api/products/78968", jsonBody({ price: 100 }));
  assert.equal(await etag(), seen[0]);
  const writes: [string, object][] = [
    [`PATCH ${PRODUCT}`, { price: 1790 }],
    [`POST ${PRODUCT}/reviews`, { author: "Alice", rating: 5, text: "Fits." }],
    ["POST /api/orders", { productId: "66432", quantity: 1, name: "Alice", address: "Main Street" }],
  ];
  for (const [request, value] of writes) {
    assert.ok((await ask(request, jsonBody(value))).status < 300);
    seen.push(await etag());
  }
  assert.equal(new Set(seen).size, 4);
});

test("If-None-Match gets 304 without a body as long as nothing has changed", async (t) => {
  const ask = await askShop(t);
  const etag = String((await ask(`GET ${PRODUCT}`)).headers.etag);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const reply = await ask(`GET ${PRODUCT}`, { headers: { "if-none-match": known } });
    assert.deepEqual([reply.status, reply.body, reply.headers.etag], [304, "", etag]);
  }
  await ask(`PATCH ${PRODUCT}`, jsonBody({ price: 1790 }));
  assert.equal((await ask(`GET ${PRODUCT}`, { headers: { "if-none-match": etag } })).status, 200);
});

for (const [method, value] of [
  ["PATCH", { price: 1 }],
  ["PUT", { name: "Cover", category: "phone-covers", price: 1, stock: 1, description: "New." }],
  ["DELETE", undefined],
] as const) {
  test(`${method} with an old ETag gets 412 and changes nothing; with the current one it is done`, async (t) => {
    const ask = await askShop(t);
    const write = (ifMatch: string) => {
      const body = value && jsonBody(value, { "if-match": ifMatch });
      return ask(`${method} ${PRODUCT}`, body ?? { headers: { "if-match": ifMatch } });
    };
    const old = String((await ask(`GET ${PRODUCT}`)).headers.etag);
    const current = (await ask(`PATCH ${PRODUCT}`, jsonBody({ price: 1790 }))).headers.etag as string;
    const refused = await write(old);
    assert.equal(refused.status, 412);
    assert.equal(refused.headers.etag, current);
    assert.match(JSON.parse(refused.body).detail, /changed since you read it/);
    // A weak ETag promises too little for a write (RFC 9110, section 13.1.1).
    assert.equal((await write(`W/${current}`)).status, 412);
    assert.equal(JSON.parse((await ask(`GET ${PRODUCT}`)).body).price, 1790);
    assert.ok((await write(`"other", ${current}`)).status < 300);
  });
}

test("If-Match: * asks only that there is one", async (t) => {
  const ask = await askShop(t);
  const any = { "if-match": "*" };
  assert.equal((await ask(`PATCH ${PRODUCT}`, jsonBody({ price: 5 }, any))).status, 200);
  assert.equal((await ask("PATCH /api/products/1", jsonBody({ price: 5 }, any))).status, 404);
});

test("of two who change what they both read, one is told", async (t) => {
  const ask = await askShop(t);
  const etag = String((await ask(`GET ${PRODUCT}`)).headers.etag);
  const change = (price: number) => ask(`PATCH ${PRODUCT}`, jsonBody({ price }, { "if-match": etag }));
  const replies = await Promise.all([change(1), change(2), change(3)]);
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 412, 412]);
});

test("two stores give no ETag twice, although they count the same versions", async (t) => {
  const etags = [];
  for (let i = 0; i < 2; i++) etags.push((await (await askShop(t))(`GET ${PRODUCT}`)).headers.etag);
  assert.notEqual(etags[0], etags[1]);
});
