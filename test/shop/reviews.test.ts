// Reviews: what is written is read, and the product's stars are always the sum of its reviews.

import assert from "node:assert/strict";
import { test } from "node:test";
import { askShop, jsonBody, serveShop } from "../support/shop.ts";

const REVIEWS = "/api/products/66432/reviews";

test("a review is made, has a URL, and comes first", async (t) => {
  const ask = await askShop(t);
  const made = await ask(`POST ${REVIEWS}`, jsonBody({ author: "Alice", rating: 5, text: "Fits.\nNice." }));
  assert.equal(made.status, 201);
  assert.equal((await ask(`GET ${made.headers.location}`)).body, made.body);
  const { total, reviews } = JSON.parse((await ask(`GET ${REVIEWS}`)).body);
  assert.equal(total, 6);
  assert.deepEqual(reviews[0], JSON.parse(made.body));
  assert.equal(reviews[0].text, "Fits.\nNice.");
});

test("the list has pages", async (t) => {
  const ask = await askShop(t);
  const first = await ask(`GET ${REVIEWS}?limit=3`);
  assert.match(String(first.headers.link), /limit=3&page=2>; rel="next"/);
  const [one, two] = [JSON.parse(first.body), JSON.parse((await ask(`GET ${REVIEWS}?limit=3&page=2`)).body)];
  const dates = [...one.reviews, ...two.reviews].map(({ date }) => date);
  assert.equal(dates.length, 5);
  assert.deepEqual(dates, [...dates].sort().reverse());
});

test("reviews of several people at once all count", async (t) => {
  const { ask, data } = await serveShop(t);
  const ratings = Array.from({ length: 30 }, (_, i) => (i % 5) + 1);
  const before = await data.products.get("66432");
  const replies = await Promise.all(
    ratings.map((rating) => ask(`POST ${REVIEWS}`, jsonBody({ author: "A", rating, text: "x" }))),
  );
  assert.ok(replies.every(({ status }) => status === 201));
  const after = await data.products.get("66432");
  assert.equal(after?.reviewCount, 35);
  assert.equal(after?.ratingSum, (before?.ratingSum ?? 0) + 90);
  assert.equal(after?.rating, Math.round((after.ratingSum / 35) * 100) / 100);
  assert.equal(await data.reviews.count({ productId: "66432" }), 35);
});

test("what is wrong is named, and a product that is not there is 404", async (t) => {
  const ask = await askShop(t);
  const wrong = await ask(`POST ${REVIEWS}`, jsonBody({ rating: 6, text: "", date: "2020-01-01" }));
  assert.equal(wrong.status, 422);
  assert.deepEqual(
    JSON.parse(wrong.body).errors.map(({ field }: { field: string }) => field),
    ["author", "rating", "text", "date"],
  );
  const review = jsonBody({ author: "Alice", rating: 5, text: "Fits." });
  assert.equal((await ask("POST /api/products/1/reviews", review)).status, 404);
  assert.equal((await ask(`GET ${REVIEWS}/1`)).status, 404);
});
