// The pages of SuperCoolShop, as a browser asks for them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { askShop } from "../support/shop.ts";

const BROWSER = { headers: { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" } };

test("GET /products/66432 is the page of the smartphone cover", async (t) => {
  const reply = await (await askShop(t))("GET /products/66432", BROWSER);
  assert.equal(reply.status, 200);
  assert.equal(reply.headers["content-type"], "text/html; charset=utf-8");
  assert.match(reply.body, /<h1>Soft-touch smartphone cover, 6\.1″<\/h1>/);
  assert.match(reply.body, /€19\.90/);
  assert.match(reply.body, /<img src="\/images\/66432\.svg"/);
  assert.match(reply.body, /5 reviews/);
});

test("every link and image of every page leads somewhere, and every name on it is escaped", async (t) => {
  const ask = await askShop(t);
  const seen = new Set(["/"]);
  // A page's query has many forms; the first three pages of each list stand for them.
  for (const path of seen) {
    const reply = await ask(`GET ${path}`, BROWSER);
    assert.equal(reply.status, 200, path);
    if (reply.headers["content-type"] !== "text/html; charset=utf-8") continue;
    for (const [, link = ""] of reply.body.matchAll(/(?:href|src)="(\/[^"#]*)"/g)) {
      seen.add(link.replaceAll("&amp;", "&"));
    }
  }
  // All products, their images, all categories, the pages of the lists, the style and the icon.
  assert.ok(seen.size > 500, `${seen.size} pages`);
  assert.ok(seen.has("/assets/shop.css"));
});

test("a category shows its products, with filters that keep what was chosen", async (t) => {
  const ask = await askShop(t);
  const { body } = await ask(
    "GET /categories/kitchen?max_price=2500&sort=-price&in_stock=true&search=",
    BROWSER,
  );
  assert.match(body, /<h1>Mugs and kitchen<\/h1>/);
  assert.match(body, /<option value="2500" selected>/);
  assert.match(body, /<option value="-price" selected>/);
  assert.match(body, /name="in_stock" value="true" checked/);
  const prices = [...body.matchAll(/€(\d+\.\d\d)<\/span>/g)].map(([, price]) => Number(price));
  assert.ok(prices.length > 5);
  assert.ok(prices.every((price) => price <= 25));
  assert.deepEqual(
    prices,
    [...prices].sort((a, b) => b - a),
  );
  assert.doesNotMatch(body, /Sold out/);
});

test("a search that finds nothing says so and shows the way back", async (t) => {
  const { status, body } = await (await askShop(t))("GET /products?search=submarine", BROWSER);
  assert.equal(status, 200);
  assert.match(body, /0 products/);
  assert.match(body, /Nothing fits\. <a href="\/products">/);
});

test("what a visitor searches for is escaped wherever it is shown", async (t) => {
  const { body } = await (await askShop(t))(
    "GET /products?search=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    BROWSER,
  );
  assert.doesNotMatch(body, /<script/);
  assert.match(body, /&quot;&gt;&lt;script&gt;/);
});

const MISTAKES: Record<string, number> = {
  "/nowhere": 404,
  "/products/0": 404,
  "/products/__proto__": 404,
  "/categories/cars": 404,
  "/images/0.svg": 404,
  "/assets/none.css": 404,
  "/products?page=0": 400,
  "/products?page=-1": 400,
  "/products?sort=up": 400,
  "/products?max_price=cheap": 400,
  "/products/%zz": 400,
};

for (const [path, status] of Object.entries(MISTAKES)) {
  test(`GET ${path} is a page that says ${status}, and a problem document for a program`, async (t) => {
    const ask = await askShop(t);
    const page = await ask(`GET ${path}`, BROWSER);
    assert.equal(page.status, status);
    assert.match(page.body, new RegExp(`<p class="status">${status}</p>`));
    assert.match(page.body, /Back to the shop/);
    const problem = await ask(`GET ${path}`);
    assert.equal(problem.status, status);
    assert.equal(problem.headers["content-type"], "application/problem+json");
  });
}

test("the pages need no script, no other server, and nothing inline", async (t) => {
  const ask = await askShop(t);
  for (const path of ["/", "/products", "/categories/lamps", "/products/66432", "/nowhere"]) {
    const { body } = await ask(`GET ${path}`, BROWSER);
    assert.doesNotMatch(body, /<script|<style| style=| on\w+=|https?:\/\//);
  }
});

test("every product has a drawing, which a browser may keep for an hour", async (t) => {
  const ask = await askShop(t);
  const { products } = JSON.parse((await ask("GET /api/products?limit=100")).body);
  for (const { image } of products) {
    const { status, headers, body } = await ask(`GET ${image}`);
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "image/svg+xml");
    assert.equal(headers["cache-control"], "max-age=3600");
    assert.match(body, /^\s*<svg [^>]*viewBox/);
  }
});
