// `checkSoundness`: the shipped data is sound, and whatever somebody breaks by hand is found and named.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopData } from "../../src/shop/records.ts";
import { checkSoundness } from "../../src/shop/soundness.ts";
import { jsonBody, serveShop } from "../support/shop.ts";

const ORDER = { productId: "66432", quantity: 1, name: "Alice", address: "1 Main Street" };

test("what the shop wrote itself is sound", async (t) => {
  const { ask, data } = await serveShop(t);
  await ask("POST /api/orders", jsonBody(ORDER));
  await ask("POST /api/products/66432/reviews", jsonBody({ author: "Alice", rating: 5, text: "Fits." }));
  await ask("PATCH /api/products/78968", jsonBody({ name: "Another cover" }));
  assert.deepEqual(await checkSoundness(data), { faults: [], notes: [] });
  await ask("DELETE /api/products/66432");
  const after = await checkSoundness(data);
  assert.deepEqual(after, { faults: [], notes: ["1 order is of products that were deleted since."] });
});

const BROKEN: [name: string, breakIt: (data: ShopData) => Promise<unknown>, fault: RegExp][] = [
  ["stock", ({ products }) => products.update("66432", { stock: -1 }), /^Product 66432 has a stock of -1\.$/],
  [
    "price",
    ({ products }) => products.update("66432", { price: 19.9 }),
    /^Product 66432 has a price of 19\.9/,
  ],
  [
    "category",
    ({ products }) => products.update("66432", { category: "cars" }),
    /^Product 66432 has the category "cars"/,
  ],
  ["name", ({ products }) => products.update("66432", { name: "New" }), /^Product 66432 is sorted and found/],
  ["rating", ({ products }) => products.update("66432", { rating: 5 }), /^Product 66432 has 21 stars/],
  [
    "review",
    async ({ reviews }) => {
      const [review] = await reviews.find({ where: { productId: "66432" } });
      return reviews.delete(review?.id ?? "");
    },
    /^Product 66432 has \d+ stars in 4 reviews, and 21 stars in 5 reviews are noted\.$/,
  ],
  [
    "product of reviews",
    async ({ products }) => products.delete("17892"),
    /^Review \w+ belongs to product 17892, which does not exist\.$/,
  ],
];

for (const [name, breakIt, fault] of BROKEN) {
  test(`a broken ${name} is found`, async (t) => {
    const { data } = await serveShop(t);
    await breakIt(data);
    const { faults } = await checkSoundness(data);
    assert.equal(faults.length, 1, faults.join("\n"));
    assert.match(faults[0] ?? "", fault);
  });
}
