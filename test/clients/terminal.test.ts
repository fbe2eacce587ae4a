// `npm run client`: what it prints, and the exit codes that a script goes by.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runClient } from "../../src/cli/client-run.ts";
import { listener, nowhere } from "../support/elsewhere.ts";
import { runHere } from "../support/here.ts";
import { jsonBody, serveShop } from "../support/shop.ts";
import { script } from "../support/start.ts";

test("it lists products, searches, and shows one, in 80 plain columns", async (t) => {
  const { url } = await serveShop(t);
  const list = script(t, "client", ["products", "--url", url]);
  assert.equal(await list.exit(), 0);
  assert.match(list.stdout, /240 products, page 1 of 10\n$/);
  const search = await client("products", "--search", "cafe mug", "--category", "kitchen", "--url", url);
  assert.match(search.stdout, /^\d+ +Café mug +€\d+\.90 +\d+ left\n1 product, page 1 of 1\n$/);
  const one = await client("products", "66432", "--url", url);
  assert.match(one.stdout, /^Soft-touch smartphone cover, 6\.1″\n€19\.90, 12 in stock, 4\.2 of 5 stars/);
  for (const { stdout } of [list, search, one]) {
    for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
  }
});

test("it orders and reviews", async (t) => {
  const { url, data } = await serveShop(t);
  const order = await client("order", "66432", "--quantity", "2", "--name", "Alice", "--url", url);
  assert.match(order.stdout, /^Ordered: 2 x Soft-touch smartphone cover, 6\.1″, €39\.80\nhttp:\S+\n$/);
  const [stored] = await data.orders.find();
  assert.deepEqual([stored?.quantity, stored?.name], [2, "Alice"]);
  const review = await client("review", "66432", "--rating", "5", "--text", "Fits.", "--url", url);
  assert.equal(review.code, 0);
  assert.equal((await data.products.get("66432"))?.reviewCount, 6);
});

test("what the shop says no to is told with its words, and exit code 1", async (t) => {
  const { url, ask } = await serveShop(t);
  for (const [args, message] of [
    [["products", "1"], "No product has the id 1."],
    [["order", "66432", "--quantity", "many"], "quantity must be a whole number from 1 to 100."],
    [["review", "66432"], "rating is missing; text is empty."],
  ] as const) {
    const { code, stderr, stdout } = await client(...args, "--url", url);
    assert.deepEqual([code, stderr, stdout], [1, `${message}\n`, ""]);
  }
  const order = { productId: "66432", quantity: 12, name: "Alice", address: "Main Street" };
  await ask("POST /api/orders", jsonBody(order));
  assert.match((await client("order", "66432", "--url", url)).stderr, /is sold out\.\n$/);
});

test("a shop that is away is one sentence and exit code 1", async (t) => {
  const run = script(t, "client", ["products", "--url", await nowhere()]);
  assert.equal(await run.exit(), 1);
  assert.match(run.stderr, /^Nothing listens at http:\S+ Is the shop started there \(npm start\)\?\n$/);
});

test("an order whose answer got lost is sent again, and made once", async (t) => {
  let sent = 0;
  const { url, data } = await serveShop(t, undefined, [
    (req, res, next) => {
      // The shop makes the first order, and the connection breaks before it can say so.
      if (sent++ === 0) res.json = () => res.later() && req.socket.destroy() && res;
      return next();
    },
  ]);
  const { code, stdout } = await client("order", "66432", "--name", "Alice", "--url", url);
  assert.equal(code, 0);
  assert.match(stdout, /^Ordered: 1 x/);
  assert.equal(sent, 2);
  assert.equal(await data.orders.count(), 1);
});

test("a product's name cannot steer the terminal", async (t) => {
  const product = { id: "1", name: "\u001b[2Jx\u202ey", price: 1, currency: "EUR", stock: 1 };
  const url = await listener(t, (_req, res) => {
    res.setHeader("content-type", "application/json");
    res.end(JSON.stringify({ products: [product], total: 1, page: 1, pages: 1 }));
  });
  const { stdout } = await client("products", "--url", url);
  assert.match(stdout, /^1 +\[2Jx y/);
});

for (const args of [
  [],
  ["sell"],
  ["order"],
  ["products", "1", "2"],
  ["--colour"],
  ["products", "--url", "x"],
]) {
  test(`"${args.join(" ")}" is not understood: exit code 2, and where the help is`, async () => {
    const { code, stderr } = await client(...args);
    assert.equal(code, 2);
    assert.match(stderr, /npm run client -- --help\n$/);
  });
}

test("--help says how", async () => {
  const { code, stdout } = await client("--help");
  assert.equal(code, 0);
  for (const word of ["products", "order", "review", "--url"]) assert.ok(stdout.includes(word), word);
  for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
});

function client(...args: string[]) {
  return runHere(runClient, args);
}
