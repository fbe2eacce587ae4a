// Filling the store: once, whole, and further where it stopped.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { openStore } from "../../src/index.ts";
import { placeOrder } from "../../src/shop/orders.ts";
import { openShopData, type ShopData } from "../../src/shop/records.ts";
import { fillShop, resetShop } from "../../src/shop/seed.ts";

test("an empty store gets the catalogue, and a second start changes nothing", async (t) => {
  const data = await emptyShop(t);
  assert.deepEqual(await fillShop(data), { created: true, added: 240 });
  assert.equal((await data.products.get("66432"))?.price, 1990);
  assert.equal(await data.categories.count(), 10);
  const product = await data.products.get("66432");
  await data.products.delete("78968");
  assert.deepEqual(await fillShop(data), { created: false, added: 0 });
  assert.equal(await data.products.get("66432"), product);
  assert.equal(await data.products.get("78968"), undefined);
});

test("the stars of every product are those of its reviews", async (t) => {
  const data = await emptyShop(t);
  await fillShop(data);
  for (const { id, reviewCount, ratingSum } of await data.products.find()) {
    const reviews = await data.reviews.find({ where: { productId: id } });
    assert.equal(reviews.length, reviewCount);
    assert.equal(
      reviews.reduce((sum, { rating }) => sum + rating, 0),
      ratingSum,
    );
  }
});

test("two that fill one store at once make one catalogue", async (t) => {
  const data = await emptyShop(t);
  await Promise.all([fillShop(data, { products: 1_300 }), fillShop(data, { products: 1_300 })]);
  assert.equal(await data.products.count(), 1_300);
});

test("more products are variants of those there are, the same ones each time", async (t) => {
  const [one, two] = [await emptyShop(t), await emptyShop(t)];
  assert.deepEqual(await fillShop(one, { products: 5_000 }), { created: true, added: 5_000 });
  await fillShop(two, { products: 700 });
  assert.deepEqual(await fillShop(two, { products: 5_000 }), { created: false, added: 4_300 });
  const all = await one.products.find();
  assert.equal(new Set(all.map(({ name }) => name)).size, 5_000);
  const withoutVersions = (products: typeof all) => products.map(({ version: _, ...rest }) => rest);
  assert.deepEqual(withoutVersions(await two.products.find()), withoutVersions(all));
  for (const { price, stock, id, image } of all) {
    assert.ok(price >= 190 && Number.isInteger(price) && stock >= 0 && image === `/images/${id}.svg`, id);
  }
  assert.ok((await one.products.count({ stock: 0 })) > 0);
});

test("what was interrupted goes on where it stood", async (t) => {
  const data = await emptyShop(t);
  // The third batch fails, as when the process ends.
  let batches = 0;
  const { store } = data;
  const failing = {
    ...data,
    store: {
      transaction: (run: Parameters<typeof store.transaction>[0]) => {
        if (++batches === 4) throw new Error("gone");
        return store.transaction(run);
      },
    },
  } as unknown as ShopData;
  await assert.rejects(fillShop(failing, { products: 3_000 }), /gone/);
  assert.equal(await data.products.count(), 240 + 2 * 500);
  assert.deepEqual(await fillShop(data), { created: false, added: 3_000 - 1_240 });
  assert.equal(await data.products.count(), 3_000);
});

test("a reset gives the catalogue anew, and what was ordered, changed and made is gone", async (t) => {
  const [data, untouched] = [await emptyShop(t), await emptyShop(t)];
  await fillShop(data, { products: 300 });
  await fillShop(untouched);
  const edition = (await data.shop.get("shop"))?.edition;
  await placeOrder(data, { productId: "66432", quantity: 2, name: "Alice", address: "1 Main Street" });
  await data.products.delete("78968");
  await data.categories.insert({ slug: "more", name: "More", description: "Of all." });
  await resetShop(data);
  const of = async ({ categories, products, reviews }: ShopData) => [
    (await categories.find({ sort: ["slug"] })).map(({ version: _v, id: _i, ...rest }) => rest),
    (await products.find()).map(({ version: _, ...rest }) => rest),
    await reviews.count(),
  ];
  assert.deepEqual(await of(data), await of(untouched));
  assert.equal(await data.orders.count(), 0);
  assert.notEqual((await data.shop.get("shop"))?.edition, edition);
  assert.deepEqual(await fillShop(data), { created: false, added: 0 });
});

test("buyers during a reset are before it or after it", async (t) => {
  const data = await emptyShop(t);
  await fillShop(data);
  const order = { productId: "66432", quantity: 1, name: "Alice", address: "1 Main Street" };
  const buyers = Array.from({ length: 8 }, () => placeOrder(data, order));
  await Promise.all([...buyers, resetShop(data)]);
  const sold = await data.orders.count();
  assert.equal((await data.products.get("66432"))?.stock, 12 - sold);
});

async function emptyShop(t: TestContext): Promise<ShopData> {
  const store = await openStore("memory:");
  t.after(() => store.close());
  return openShopData(store);
}
