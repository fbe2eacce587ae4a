// Requests that another site has a browser send, with the cookies of whoever sits there.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { test } from "node:test";
import { form, json, sameOrigin, text } from "../../src/index.ts";
import { serve, type TestApp } from "../support/app.ts";

const CONTENT_TYPES = [
  undefined,
  "text/plain",
  "text/plain; charset=utf-8",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/json",
  "Text/Plain",
  "text/plain;application/json",
  "application/x-www-form-urlencoded;",
  "x",
];

/** A shop with orders to place; `orders` counts them. */
async function serveShop(t: TestContext): Promise<TestApp & { readonly orders: number }> {
  let orders = 0;
  const shop = await serve(t, (app) => {
    app.use(sameOrigin(), json(), form(), text());
    app.all("/orders", (req, res) => {
      if (req.method !== "GET") orders++;
      res.json(orders);
    });
  });
  return {
    ...shop,
    get orders() {
      return orders;
    },
  };
}

for (const [what, headers] of [
  ["a foreign Origin", { origin: "http://evil.example" }],
  ["the Origin null of a sandboxed frame", { origin: "null" }],
  ["an Origin with another port", { origin: "http://127.0.0.1:1" }],
  ["an Origin that begins like this server", { origin: "http://127.0.0.1.evil.example" }],
  ["an Origin with this server as its user", { origin: "http://127.0.0.1@evil.example" }],
  ["an empty Origin", { origin: "" }],
  ["Sec-Fetch-Site: cross-site", { "sec-fetch-site": "cross-site" }],
  ["Sec-Fetch-Site: same-site", { "sec-fetch-site": "same-site" }],
  ["a Sec-Fetch-Site that nobody knows", { "sec-fetch-site": "same-origin, cross-site" }],
] as const) {
  test(`a POST with ${what} changes nothing, whatever its Content-Type`, async (t) => {
    const shop = await serveShop(t);
    for (const type of CONTENT_TYPES) {
      const reply = await shop.ask("POST /orders", {
        headers: { ...headers, ...(type === undefined ? {} : { "content-type": type }) },
        body: "{}",
      });
      assert.equal(reply.status, 403, type);
    }
    assert.equal(shop.orders, 0);
    assert.equal((await shop.ask("GET /orders", { headers })).status, 200);
  });
}

test("other verbs than POST are no way around", async (t) => {
  const shop = await serveShop(t);
  for (const verb of ["PUT", "PATCH", "DELETE"]) {
    assert.equal(
      (await shop.ask(`${verb} /orders`, { headers: { origin: "http://evil.example" } })).status,
      403,
    );
  }
  const override = { origin: "http://evil.example", "x-http-method-override": "GET" };
  assert.equal((await shop.ask("POST /orders", { headers: override })).status, 403);
  assert.equal(shop.orders, 0);
});

test("an Origin that comes twice does not pass for the server's own", async (t) => {
  const shop = await serveShop(t);
  const { send, reply } = await shop.connect();
  send(`POST /orders HTTP/1.1\r\nHost: ${new URL(shop.url).host}\r\n`);
  send(`Origin: ${shop.url}\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n\r\n`);
  assert.equal((await reply()).status, 403);
  assert.equal(shop.orders, 0);
});

test("the server's own pages and clients that are no browser pass", async (t) => {
  const shop = await serveShop(t);
  for (const headers of [
    {},
    { origin: shop.url },
    { origin: shop.url, "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
  ]) {
    assert.equal((await shop.ask("POST /orders", { headers })).status, 200);
  }
  assert.equal(shop.orders, 4);
});
