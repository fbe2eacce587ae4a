// The forms of the pages, sent as a browser without JavaScript sends them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formBody, serveShop, type TestShop } from "../support/shop.ts";

const PAGE = { headers: { accept: "text/html" } };
const BUYER = { quantity: "2", name: "Alice <b>", address: "1 Main Street\r\nOslo" };

test("an order leads to its own page, which can be loaded again", async (t) => {
  const { ask, data } = await serveShop(t);
  const reply = await ask("POST /orders", formBody({ ...(await hidden({ ask })), ...BUYER }));
  assert.equal(reply.status, 303);
  for (let i = 0; i < 2; i++) {
    const page = await ask(`GET ${reply.headers.location}`, PAGE);
    assert.equal(page.status, 200);
    assert.equal(page.headers["cache-control"], "no-store");
    assert.match(page.body, /Thank you, Alice &lt;b&gt;/);
    assert.match(page.body, /€39\.80/);
    assert.match(page.body, /1 Main Street\nOslo/);
  }
  assert.equal(await data.orders.count(), 1);
  assert.equal((await data.products.get("66432"))?.stock, 10);
});

test("pressing the button twice makes one order", async (t) => {
  const { ask, data } = await serveShop(t);
  const form = formBody({ ...(await hidden({ ask })), ...BUYER });
  const replies = await Promise.all([ask("POST /orders", form), ask("POST /orders", form)]);
  assert.equal(replies[0].status, 303);
  assert.equal(replies[0].headers.location, replies[1].headers.location);
  assert.equal(await data.orders.count(), 1);
});

test("another order from the same page is asked about, and then made", async (t) => {
  const { ask, data } = await serveShop(t);
  const fields = await hidden({ ask });
  await ask("POST /orders", formBody({ ...fields, ...BUYER }));
  const asked = await ask("POST /orders", formBody({ ...fields, ...BUYER, quantity: "1" }));
  assert.equal(asked.status, 422);
  assert.match(asked.body, /You have ordered from this page before/);
  const again = await ask(
    "POST /orders",
    formBody({ ...fields, ...BUYER, quantity: "1", key: keyOf(asked.body) }),
  );
  assert.equal(again.status, 303);
  assert.equal(await data.orders.count(), 2);
});

test("an order that is not right comes back with what was typed in, and says what to mend", async (t) => {
  const { ask, data } = await serveShop(t);
  const fields = { ...(await hidden({ ask })), quantity: "many", name: "", address: 'a "quoted" <street>' };
  const reply = await ask("POST /orders", formBody(fields));
  assert.equal(reply.status, 422);
  assert.equal(reply.headers["content-type"], "text/html; charset=utf-8");
  assert.match(reply.body, /value="many"/);
  assert.match(reply.body, /a &quot;quoted&quot; &lt;street&gt;/);
  assert.match(
    reply.body,
    /id="order-name" name="name" aria-invalid="true" aria-describedby="order-name-fault"/,
  );
  assert.match(reply.body, /id="order-name-fault">Name is missing\./);
  assert.match(reply.body, /id="order-quantity-fault">Quantity must be a whole number from 1 to 100\./);
  assert.equal(reply.body.match(/ autofocus/g)?.length, 1);
  assert.equal(await data.orders.count(), 0);
});

test("the second buyer of the last one reads that somebody was faster", async (t) => {
  const { ask, data } = await serveShop(t);
  await data.products.update("66432", { stock: 3 });
  const [first, second, third] = [await hidden({ ask }), await hidden({ ask }), await hidden({ ask })];
  assert.equal((await ask("POST /orders", formBody({ ...first, ...BUYER }))).status, 303);
  const fewer = await ask("POST /orders", formBody({ ...second, ...BUYER }));
  assert.equal(fewer.status, 409);
  assert.match(fewer.body, /somebody was faster, and your order was not made.*only 1 is left/);
  assert.match(fewer.body, /value="Alice &lt;b&gt;"/);
  assert.match(fewer.body, /Quantity must be 1 or less\./);
  await ask("POST /orders", formBody({ ...second, ...BUYER, quantity: "1" }));
  const none = await ask("POST /orders", formBody({ ...third, ...BUYER }));
  assert.equal(none.status, 409);
  assert.match(none.body, /It is sold out now\./);
  assert.doesNotMatch(none.body, /action="\/orders"/);
});

test("a review stands on the page after it was sent", async (t) => {
  const { ask } = await serveShop(t);
  const review = { author: "Bob", rating: "4", text: "Good.\r\n<script>" };
  const reply = await ask("POST /products/66432/reviews", formBody(review));
  assert.equal(reply.status, 303);
  assert.equal(reply.headers.location, "/products/66432#reviews");
  const { body } = await ask("GET /products/66432", PAGE);
  assert.match(body, /6 reviews/);
  assert.match(body, /Good\.\n&lt;script&gt;/);
});

test("a review that is not right comes back with what was typed in", async (t) => {
  const { ask } = await serveShop(t);
  const review = { author: "Bob", rating: "", text: "Good." };
  const reply = await ask("POST /products/66432/reviews", formBody(review));
  assert.equal(reply.status, 422);
  assert.match(reply.body, /id="review-rating-fault">Your rating is missing\./);
  assert.match(reply.body, /value="Bob"/);
  assert.match(reply.body, />\s*Good\.<\/textarea>/);
  assert.notEqual(keyOf(reply.body), "");
});

test("a form for a product that is not there gets 404, and one that is too large 413", async (t) => {
  const { ask } = await serveShop(t);
  const review = { author: "Bob", rating: "4", text: "Good." };
  assert.equal((await ask("POST /products/1/reviews", formBody(review))).status, 404);
  assert.equal((await ask("POST /orders", formBody({ productId: "1", ...BUYER }))).status, 404);
  assert.equal((await ask("POST /orders", formBody({ name: "x".repeat(20_000) }))).status, 413);
});

test("the page is sent once, although each has another key, and no shared cache keeps it", async (t) => {
  const { ask } = await serveShop(t);
  const [one, two] = [await ask("GET /products/66432", PAGE), await ask("GET /products/66432", PAGE)];
  assert.notEqual(keyOf(one.body), keyOf(two.body));
  assert.equal(one.headers.etag, two.headers.etag);
  assert.equal(one.headers["cache-control"], "private, no-cache");
});

/** The hidden fields of the order form. */
async function hidden({ ask }: Pick<TestShop, "ask">): Promise<Record<string, string>> {
  const { body } = await ask("GET /products/66432", PAGE);
  return { productId: "66432", key: keyOf(body) };
}

function keyOf(page: string): string {
  return /name="key" value="([^"]*)"/.exec(page)?.[1] ?? assert.fail("no order form");
}
