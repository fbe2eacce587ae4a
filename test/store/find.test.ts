// Finding: operators, order, pages, and indexes that change nothing but the time it takes.

import assert from "node:assert/strict";
import type { Where } from "../../src/store/query.ts";
import { onEveryEngine } from "./engines.ts";

interface Product {
  name: string;
  price: number;
  category?: string | null;
  stock?: number;
  maker?: { city: string };
}

const PRODUCTS: (Product & { id: string })[] = [
  { id: "a", name: "Cover", price: 1500, category: "phones", stock: 3, maker: { city: "Oslo" } },
  { id: "b", name: "Mug", price: 900, category: "kitchen", stock: 0 },
  { id: "c", name: "Lamp", price: 2500, category: "home", maker: { city: "Bergen" } },
  { id: "d", name: "Poster", price: 900, category: null },
  { id: "e", name: "mug, large", price: 1200 },
];

const QUESTIONS: [where: object, ids: string][] = [
  [{}, "abcde"],
  [{ price: 900 }, "bd"],
  [{ price: { eq: 900 } }, "bd"],
  [{ price: { ne: 900 } }, "ace"],
  [{ price: { lt: 1500 } }, "bde"],
  [{ price: { lte: 1500 } }, "abde"],
  [{ price: { gt: 1500 } }, "c"],
  [{ price: { gte: 1500 } }, "ac"],
  [{ price: { gte: 900, lt: 1500 } }, "bde"],
  [{ price: { lt: "1500" } }, ""],
  [{ name: { lt: "M" } }, "ac"],
  [{ price: { in: [900, 2500] } }, "bcd"],
  [{ price: { in: [] } }, ""],
  [{ price: { notIn: [900, 2500] } }, "ae"],
  [{ category: null }, "de"],
  [{ category: { ne: null } }, "abc"],
  [{ category: { in: ["home", null] } }, "cde"],
  [{ category: "home", price: 900 }, ""],
  [{ stock: { lt: 1 } }, "b"],
  [{ name: { contains: "ug" } }, "be"],
  [{ name: { startsWith: "M" } }, "b"],
  [{ "maker.city": "Oslo" }, "a"],
  [{ "maker.city": null }, "bde"],
  [{ id: { in: ["c", "a", "zz"] } }, "ac"],
  [{ toString: null }, "abcde"],
  [{ "maker.constructor": { ne: null } }, ""],
];

onEveryEngine("find and count give what where asks for, with indexes and without", async (_t, open) => {
  const store = await open();
  const plain = store.collection<Product>("plain");
  const indexed = store.collection<Product>("indexed", { unique: ["name"], index: ["price", "category"] });
  for (const product of PRODUCTS) {
    await plain.insert(product);
    await indexed.insert(product);
  }
  for (const products of [plain, indexed]) {
    for (const [question, ids] of QUESTIONS) {
      const where = question as Where<Product>;
      const found = await products.find({ where });
      assert.equal(found.map(({ id }) => id).join(""), ids, `${products.name} ${JSON.stringify(where)}`);
      assert.equal(await products.count(where), ids.length);
    }
  }
});

onEveryEngine("indexes follow every change", async (_t, open) => {
  const store = await open();
  const products = store.collection<Product>("products", { index: ["price"], unique: ["name"] });
  const at = async (price: number) =>
    (await products.find({ where: { price } })).map(({ id }) => id).join("");
  for (const product of PRODUCTS) await products.insert(product);
  await products.update("a", { price: 900 });
  await products.delete("b");
  await products.replace("c", { name: "Lamp", price: 900 });
  assert.equal(await at(900), "acd");
  assert.equal(await at(1500), "");
  await products.insert({ id: "f", name: "Mug", price: 1500 });
  assert.equal(await at(1500), "f");
  assert.deepEqual(
    (await products.find({ where: { name: "Mug" } })).map(({ id }) => id),
    ["f"],
  );
});

onEveryEngine("an index over records that are there already", async (_t, open) => {
  const store = await open();
  const before = store.collection<Product>("products");
  for (const product of PRODUCTS) await before.insert(product);
  assert.throws(() => store.collection<Product>("products", { unique: ["price"] }), {
    name: "NotUnique",
    field: "price",
  });
  const products = store.collection<Product>("products", { unique: ["name"], index: ["price"] });
  assert.equal(await products.count({ price: 900 }), 2);
  await assert.rejects(products.insert({ name: "Mug", price: 1 }), { name: "NotUnique", field: "name" });
  assert.throws(() => store.collection<Product>("products", { index: ["stock"] }), { code: "misuse" });
});

onEveryEngine("sort orders by several fields, and what is equal by id", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  for (const product of PRODUCTS.toReversed()) await products.insert(product);
  const order = async (...sort: ("price" | "-price" | "name" | "-id" | "category" | "maker.city")[]) =>
    (await products.find({ sort })).map(({ id }) => id).join("");
  assert.equal(await order(), "abcde");
  assert.equal(await order("price"), "bdeac");
  assert.equal(await order("-price"), "caebd");
  assert.equal(await order("-price", "-id"), "caedb");
  assert.equal(await order("category", "name"), "dec" + "ba");
  assert.equal(await order("maker.city"), "bdeca");
});

onEveryEngine(
  "pages with limit and after meet every record once, whatever happens between them",
  async (_t, open) => {
    const products = (await open()).collection<Product>("products");
    for (let i = 0; i < 50; i++) await products.insert({ name: `n${i}`, price: i % 7 });
    for (const byRecord of [true, false]) {
      const met: string[] = [];
      for (let after: { id: string; price: number } | undefined; ; ) {
        const page = await products.find({
          sort: "-price",
          limit: 8,
          ...(after && { after: byRecord ? after : after.id }),
        });
        met.push(...page.map(({ id }) => id));
        after = page.at(-1);
        if (after === undefined) break;
      }
      assert.deepEqual(
        met,
        (await products.find({ sort: "-price" })).map(({ id }) => id),
      );
    }
    const [first, second, third] = await products.find({ sort: "price" });
    assert.ok(first && second && third);
    await products.delete(second.id);
    // The record that a page ended with may be gone; the record itself still says where that was.
    assert.deepEqual(await products.find({ sort: "price", after: second, limit: 1 }), [third]);
    await assert.rejects(
      products.find({ sort: "price", after: second.id }),
      /pass the whole record as `after`/,
    );
    assert.deepEqual(await products.find({ limit: 0 }), []);
  },
);

onEveryEngine("given ids are in the order in which they were given", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  const ids: string[] = [];
  for (let i = 0; i < 1200; i++) ids.push((await products.insert({ name: `n${i}`, price: i })).id);
  assert.deepEqual(
    (await products.find()).map(({ id }) => id),
    ids,
  );
  assert.equal(new Set(ids).size, 1200);
});

const NONSENSE: [options: object, message: RegExp][] = [
  [{ where: { price: undefined } }, /asks price to be undefined.*leave the field out/],
  [{ where: { price: { below: 3 } } }, /no operator "below" \(for price\)/],
  [{ where: { price: { lt: undefined } } }, /compares price by "lt"/],
  [{ where: { price: { lt: Number.NaN } } }, /compares price by "lt"/],
  [{ where: { price: { in: 3 } } }, /compares price by "in" .* not a list/],
  [{ where: { price: [3] } }, /asks price to be \[3\]/],
  [{ where: "price" }, /"where" is an object/],
  [{ sort: "" }, /"sort" takes fields/],
  [{ sort: [undefined] }, /"sort" takes fields/],
  [{ limit: -1 }, /"limit" is a whole number/],
  [{ limit: Number.NaN }, /"limit" is a whole number/],
  [{ limit: "3" }, /"limit" is a whole number/],
];

onEveryEngine("a query that makes no sense is refused, saying why", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  for (const [options, message] of NONSENSE) {
    await assert.rejects(products.find(options as object), { code: "invalid-query", message });
  }
  await assert.rejects(products.count({ price: undefined } as never), { code: "invalid-query" });
});
