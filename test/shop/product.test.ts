// One resource, two forms: GET /products/66432 for people and for programs.

import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { test } from "node:test";
import type { Operation } from "../../src/index.ts";
import { askShop } from "../support/shop.ts";

test("Accept: application/json gets JSON, a browser a page, and caches are told", async (t) => {
  const ask = await askShop(t);
  const data = await ask("GET /products/66432", { headers: { accept: "application/json" } });
  assert.equal(data.headers["content-type"], "application/json");
  assert.equal(data.headers.vary, "Accept");
  assert.equal(JSON.parse(data.body).price, 1990);
  const page = await ask("GET /products/66432", { headers: { accept: "text/html" } });
  assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(page.headers.vary, "Accept");
  assert.notEqual(page.headers.etag, data.headers.etag);
});

test("each form has its own ETag, and answers 304 to whoever has it", async (t) => {
  const ask = await askShop(t);
  for (const accept of ["application/json", "text/html"]) {
    const first = await ask("GET /products/66432", { headers: { accept } });
    const etag = String(first.headers.etag);
    const again = await ask("GET /products/66432", { headers: { accept, "if-none-match": etag } });
    assert.equal(again.status, 304);
    assert.equal(again.body, "");
    assert.equal(again.headers.etag, etag);
    assert.equal(again.headers.vary, "Accept");
    const other = await ask("GET /products/66432", {
      headers: { accept: "text/html, application/json;q=0.1", "if-none-match": '"other"' },
    });
    assert.equal(other.status, 200);
  }
});

test("HEAD has the header of GET", async (t) => {
  const ask = await askShop(t);
  const get = await ask("GET /products/66432");
  const head = await ask("HEAD /products/66432");
  assert.equal(head.status, 200);
  assert.equal(head.body, "");
  for (const name of ["etag", "content-type", "content-length", "vary"]) {
    assert.equal(head.headers[name], get.headers[name], name);
  }
});

test("another verb gets 405 and hears which ones there are", async (t) => {
  const reply = await (await askShop(t))("DELETE /products/66432");
  assert.equal(reply.status, 405);
  assert.equal(reply.headers.allow, "GET, HEAD");
});

test("the store is asked for each part of a product's page once", async (t) => {
  const ask = await askShop(t);
  const asked: string[] = [];
  const note = (message: unknown) => {
    const { name, collection } = message as Operation;
    if (collection !== undefined) asked.push(`${collection}.${name}`);
  };
  subscribe("roundtrip:store:start", note);
  t.after(() => unsubscribe("roundtrip:store:start", note));
  await ask("GET /products/66432", { headers: { accept: "text/html" } });
  assert.deepEqual(asked, ["products.get", "reviews.find", "categories.find"]);
});
