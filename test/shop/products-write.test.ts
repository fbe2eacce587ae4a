// Products are created, replaced, changed and deleted through the Web API.

import assert from "node:assert/strict";
import { test } from "node:test";
import { askShop, jsonBody, serveShop } from "../support/shop.ts";

const COSY = {
  name: "Tea cosy",
  category: "kitchen",
  price: 1450,
  stock: 3,
  description: "Keeps the pot warm for an hour.",
  details: { Material: "Wool" },
};

test("POST makes a product, and its Location leads to it", async (t) => {
  const ask = await askShop(t);
  const made = await ask("POST /api/products", jsonBody(COSY));
  assert.equal(made.status, 201);
  const location = String(made.headers.location);
  assert.match(location, /^\/api\/products\/\w+$/);
  const read = await ask(`GET ${location}`);
  assert.equal(read.body, made.body);
  assert.equal(read.headers.etag, made.headers.etag);
  const product = JSON.parse(read.body);
  assert.deepEqual(product, { ...product, ...COSY, rating: 0, reviewCount: 0, reviews: [], currency: "EUR" });
  assert.equal((await ask(`GET ${product.image}`)).status, 200);
  assert.equal(JSON.parse((await ask("GET /api/products?search=cosy")).body).total, 1);
});

test("every field that is wrong is named, and nothing is stored", async (t) => {
  const { ask, data } = await serveShop(t);
  const before = await data.products.count();
  const wrong = { ...COSY, name: " ", price: "12", stock: 1.5, colour: "red", category: "cars", sale: true };
  const reply = await ask("POST /api/products", jsonBody({ ...wrong, rating: 5, details: { Weight: 3 } }));
  assert.equal(reply.status, 422);
  assert.equal(reply.headers["content-type"], "application/problem+json");
  const { errors, detail } = JSON.parse(reply.body);
  const fields = errors.map(({ field }: { field: string }) => field).sort();
  assert.deepEqual(fields, [
    "category",
    "colour",
    "details.Weight",
    "name",
    "price",
    "rating",
    "sale",
    "stock",
  ]);
  for (const field of fields) assert.ok(detail.includes(field), field);
  assert.equal(await data.products.count(), before);
});

for (const [field, value] of [
  ["name", "x".repeat(121)],
  ["name", "two\nlines"],
  ["name", "a\u0000b"],
  ["name", "half \ud83d"],
  ["name", { text: "x" }],
  ["price", 0],
  ["price", -5],
  ["price", 1e9],
  ["price", null],
  ["stock", -1],
  ["currency", "USD"],
  ["details", ["x"]],
  ["details", Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`f${i}`, "x"]))],
] as const) {
  test(`a product whose ${field} is ${JSON.stringify(value).slice(0, 30)} is refused`, async (t) => {
    const reply = await (await askShop(t))("POST /api/products", jsonBody({ ...COSY, [field]: value }));
    assert.equal(reply.status, 422);
    assert.deepEqual(
      JSON.parse(reply.body).errors.map((error: { field: string }) => error.field),
      [field],
    );
  });
}

test("a body that is no JSON object gets 400, 413, 415 or 422, and the next request is answered", async (t) => {
  const ask = await askShop(t);
  const type = { "content-type": "application/json" };
  assert.equal((await ask("POST /api/products", { headers: type, body: "{" })).status, 400);
  assert.equal((await ask("POST /api/products", jsonBody([COSY]))).status, 422);
  const text = { headers: { "content-type": "text/plain" }, body: JSON.stringify(COSY) };
  assert.equal((await ask("POST /api/products", text)).status, 415);
  const large = jsonBody({ ...COSY, description: "x".repeat(30_000) });
  assert.equal((await ask("POST /api/products", large)).status, 413);
  const deep = `${'{"a":'.repeat(3_200)}1${"}".repeat(3_200)}`;
  const nested = await ask("PATCH /api/products/66432", { headers: type, body: `{"details":${deep}}` });
  assert.equal(nested.status, 422);
  assert.equal((await ask("GET /api/products/66432")).status, 200);
});

test("what GET gave can be changed and PUT back, and fields that are left out are gone", async (t) => {
  const ask = await askShop(t);
  const product = JSON.parse((await ask("GET /api/products/66432")).body);
  const changed = { ...product, price: 1790 };
  const put = await ask("PUT /api/products/66432", jsonBody(changed));
  assert.equal(put.status, 200);
  assert.deepEqual(JSON.parse(put.body), changed);
  const smaller = await ask("PUT /api/products/66432", jsonBody(COSY));
  const { details, rating, reviewCount, image } = JSON.parse(smaller.body);
  assert.deepEqual(details, COSY.details);
  assert.deepEqual({ rating, reviewCount, image }, { rating: 4.2, reviewCount: 5, image: product.image });
  assert.equal((await ask("PUT /api/products/1", jsonBody(COSY))).status, 404);
});

test("PUT does not take what the shop sets: the rating, the id", async (t) => {
  const ask = await askShop(t);
  const product = JSON.parse((await ask("GET /api/products/66432")).body);
  for (const change of [{ rating: 5 }, { id: "2" }, { reviews: [] }, { image: "/x.svg" }]) {
    const reply = await ask("PUT /api/products/66432", jsonBody({ ...product, ...change }));
    assert.equal(reply.status, 422);
    assert.equal(JSON.parse(reply.body).errors[0].field, Object.keys(change)[0]);
  }
});

test("PATCH changes what is given, and null removes (RFC 7396)", async (t) => {
  const ask = await askShop(t);
  const before = JSON.parse((await ask("GET /api/products/66432")).body);
  for (const type of ["application/merge-patch+json", "application/json"]) {
    const patch = { price: 1500, details: { Weight: null, Size: "small" } };
    const reply = await ask("PATCH /api/products/66432", jsonBody(patch, { "content-type": type }));
    assert.equal(reply.status, 200);
    const { Weight: _, ...rest } = before.details;
    assert.deepEqual(JSON.parse(reply.body), { ...before, price: 1500, details: { ...rest, Size: "small" } });
  }
  const missing = await ask("PATCH /api/products/66432", jsonBody({ name: null }));
  assert.deepEqual(JSON.parse(missing.body).errors, [{ field: "name", message: "is missing" }]);
});

test("a new name is found, and the old one is not", async (t) => {
  const ask = await askShop(t);
  await ask("PATCH /api/products/66432", jsonBody({ name: "Zz pouch" }));
  const total = async (word: string) =>
    JSON.parse((await ask(`GET /api/products?search=${word}`)).body).total;
  assert.equal(await total("zz"), 1);
  const last = JSON.parse((await ask("GET /api/products?sort=name&limit=100&page=3")).body).products.at(-1);
  assert.equal(last.name, "Zz pouch");
});

test("DELETE removes a product and its reviews: 204, then 404", async (t) => {
  const { ask, data } = await serveShop(t);
  assert.equal((await ask("DELETE /api/products/66432")).status, 204);
  assert.equal((await ask("DELETE /api/products/66432")).status, 404);
  assert.equal((await ask("GET /api/products/66432")).status, 404);
  assert.equal((await ask("GET /api/products/66432/reviews")).status, 404);
  assert.equal(await data.reviews.count({ productId: "66432" }), 0);
});
