// A catalogue of a hundred thousand products: lists, searches and filters still answer, and so does everything
// else meanwhile. How fast is measured elsewhere; here, that nothing is sent or linked a hundred thousand times.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../../src/index.ts";
import { openShopData } from "../../src/shop/records.ts";
import { fillShop } from "../../src/shop/seed.ts";
import { serveShop } from "../support/shop.ts";

test("with 100,000 products the lists have pages, and every page stays small", async (t) => {
  const store = await openStore("memory:");
  await fillShop(openShopData(store), { products: 100_000 });
  const { ask } = await serveShop(t, store);
  const page = async (path: string) => {
    const reply = await ask(`GET ${path}`, { headers: { accept: "text/html" } });
    assert.equal(reply.status, 200, path);
    assert.ok(reply.body.length < 30_000, path);
    return reply.body;
  };
  assert.match(await page("/products"), /100,000 products/);
  assert.match(await page("/products?page=2000"), /<li>…<\/li>.*1999<\/a>/s);
  assert.match(await page("/products?page=4167"), /aria-current="page">4167</);
  await page("/categories/lamps?sort=-price&in_stock=true");
  await page("/products?search=cover%20harbour&max_price=2500&sort=rating");
  const { products, total } = JSON.parse((await ask("GET /api/products?search=mug%20moss&limit=100")).body);
  assert.ok(total > 100);
  for (const { name } of products) assert.match(name, /moss/);
  assert.equal((await ask("GET /api/products/166432")).status, 200);
});
