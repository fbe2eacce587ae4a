// The shop's Web API.

import assert from "node:assert/strict";
import { test } from "node:test";
import { askShop } from "../support/shop.ts";

test("GET /api lists the endpoints, and each that reads and has no parameter answers", async (t) => {
  const ask = await askShop(t);
  const { endpoints } = JSON.parse((await ask("GET /api")).body);
  assert.ok(endpoints.length >= 8);
  for (const { method, path } of endpoints) {
    if (method !== "GET" || path.includes(":")) continue;
    assert.ok((await ask(`${method} ${path}`)).status < 300, path);
  }
});

test("GET /health is a status and nothing else", async (t) => {
  const reply = await (await askShop(t))("GET /health");
  assert.equal(reply.status, 204);
  assert.equal(reply.body, "");
});

test("the catalogue has at least 200 products in several categories, with all that a product needs", async (t) => {
  const products = await allProducts(await askShop(t));
  assert.ok(products.length >= 200);
  assert.ok(new Set(products.map(({ category }) => category)).size >= 5);
  assert.equal(new Set(products.map(({ id }) => id)).size, products.length);
  for (const { id, name, price, currency, stock, description, image } of products) {
    assert.ok(Number.isInteger(price) && price > 0, id);
    assert.ok(Number.isInteger(stock) && stock >= 0, id);
    assert.match(currency, /^[A-Z]{3}$/);
    assert.equal(image, `/images/${id}.svg`);
    assert.ok(name.length > 3 && description.length > 20, id);
  }
});

test("the Link field leads through all pages, and back", async (t) => {
  const ask = await askShop(t);
  const first = await ask("GET /api/products?category=lamps&limit=10");
  assert.match(String(first.headers.link), /rel="next".*rel="last"/);
  assert.doesNotMatch(String(first.headers.link), /rel="prev"/);
  const second = await ask(`GET ${link(first.headers.link, "next")}`);
  assert.equal(JSON.parse(second.body).page, 2);
  const last = await ask(`GET ${link(second.headers.link, "last")}`);
  assert.doesNotMatch(String(last.headers.link), /rel="next"/);
  const back = await ask(`GET ${link(last.headers.link, "first")}`);
  assert.equal(back.body, first.body);
});

test("a page behind the last one is empty, and leads back", async (t) => {
  const reply = await (await askShop(t))("GET /api/products?category=lamps&page=99");
  assert.equal(reply.status, 200);
  assert.deepEqual(JSON.parse(reply.body).products, []);
  assert.match(String(reply.headers.link), /page=1>; rel="prev"/);
});

test("all pages together have every product once, in one order", async (t) => {
  const ask = await askShop(t);
  for (const sort of ["name", "price", "-price", "rating"]) {
    const ids: string[] = [];
    for (let page = 1; page <= 6; page++) {
      const reply = await ask(`GET /api/products?sort=${sort}&limit=47&page=${page}`);
      ids.push(...JSON.parse(reply.body).products.map(({ id }: Product) => id));
    }
    const all = [1, 2, 3].map((page) => ask(`GET /api/products?sort=${sort}&limit=100&page=${page}`));
    const expected = (await Promise.all(all)).flatMap((reply) => JSON.parse(reply.body).products);
    assert.deepEqual(
      ids,
      expected.map(({ id }: Product) => id),
    );
    assert.equal(new Set(ids).size, 240);
  }
});

test("products are filtered by category, price and stock", async (t) => {
  const ask = await askShop(t);
  const { products } = JSON.parse(
    (await ask("GET /api/products?category=kitchen&min_price=1000&max_price=2000&in_stock=true&limit=100"))
      .body,
  );
  assert.ok(products.length > 0);
  for (const { category, price, stock } of products) {
    assert.equal(category, "kitchen");
    assert.ok(price >= 1000 && price <= 2000 && stock > 0);
  }
});

test("products are sorted by price, in both directions, and by name", async (t) => {
  const ask = await askShop(t);
  const sorted = async (sort: string) =>
    JSON.parse((await ask(`GET /api/products?sort=${sort}&limit=100`)).body).products;
  const cheap = (await sorted("price")).map(({ price }: Product) => price);
  assert.deepEqual(
    cheap,
    [...cheap].sort((a, b) => a - b),
  );
  const dear = (await sorted("-price")).map(({ price }: Product) => price);
  assert.deepEqual(
    dear,
    [...dear].sort((a, b) => b - a),
  );
  const names = (await sorted("name")).map(({ name }: Product) => name);
  assert.deepEqual(
    names,
    [...names].sort((a, b) => a.localeCompare(b, "en", { ignorePunctuation: true })),
  );
});

test("a search finds every word, in any case and without accents", async (t) => {
  const ask = await askShop(t);
  const found = JSON.parse((await ask("GET /api/products?search=CAFE%20mug")).body).products;
  assert.ok(found.some(({ name }: Product) => name === "Café mug"));
  assert.equal(JSON.parse((await ask("GET /api/products?search=mug%20submarine")).body).total, 0);
});

test("a value that makes no sense gets 400 and hears which would", async (t) => {
  const reply = await (await askShop(t))("GET /api/products?sort=size");
  assert.equal(reply.status, 400);
  assert.equal(JSON.parse(reply.body).detail, 'sort must be one of name, price, -price, rating, not "size".');
});

test("GET /api/products/:id is the product, with an ETag", async (t) => {
  const ask = await askShop(t);
  const reply = await ask("GET /api/products/66432");
  assert.equal(reply.headers["content-type"], "application/json");
  assert.equal(JSON.parse(reply.body).category, "phone-covers");
  const again = await ask("GET /api/products/66432", {
    headers: { "if-none-match": String(reply.headers.etag) },
  });
  assert.equal(again.status, 304);
  assert.equal((await ask("GET /api/products/1")).status, 404);
});

interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly currency: string;
  readonly stock: number;
  readonly description: string;
  readonly image: string;
}

async function allProducts(ask: Awaited<ReturnType<typeof askShop>>): Promise<Product[]> {
  const products: Product[] = [];
  for (let page = 1; ; page++) {
    const reply = JSON.parse((await ask(`GET /api/products?limit=100&page=${page}`)).body);
    products.push(...reply.products);
    if (page >= reply.pages) return products;
  }
}

function link(field: unknown, relation: string): string {
  const found = String(field)
    .split(", ")
    .find((part) => part.endsWith(`rel="${relation}"`));
  return found?.slice(1, found.indexOf(">")) ?? assert.fail(`no ${relation} in ${field}`);
}
