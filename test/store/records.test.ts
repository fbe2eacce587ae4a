// Single records: made, changed, deleted; their ids and versions; what is refused.

import assert from "node:assert/strict";
import { onEveryEngine } from "./engines.ts";

interface Product {
  name: string;
  price?: number;
  slug?: string | null;
  details?: { sizes: unknown[] };
}

onEveryEngine("insert gives an id and a version, get gives the record", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  const made = await products.insert({ name: "Cover" });
  assert.match(made.id, /^[0-9a-z]{18}$/);
  assert.deepEqual(made, { id: made.id, name: "Cover", version: made.version });
  assert.deepEqual(await products.get(made.id), made);
  assert.equal(await products.get("other"), undefined);
  assert.equal((await products.insert({ id: "own", name: "Mug" })).id, "own");
});

onEveryEngine(
  "update changes fields, replace all of them, delete tells whether there was one",
  async (_t, open) => {
    const products = (await open()).collection<Product>("products");
    const { id, version } = await products.insert({ name: "Cover", price: 3 });
    const updated = await products.update(id, { price: 4 });
    assert.deepEqual(updated, { id, name: "Cover", price: 4, version: version + 1 });
    const replaced = await products.replace(id, { name: "Case" });
    assert.deepEqual(replaced, { id, name: "Case", version: version + 2 });
    assert.deepEqual(await products.get(id), replaced);
    assert.equal(await products.delete(id), true);
    assert.equal(await products.delete(id), false);
    assert.equal(await products.get(id), undefined);
    await assert.rejects(products.update(id, {}), { name: "NotFound", code: "not-found" });
    await assert.rejects(products.replace(id, { name: "x" }), { name: "NotFound" });
  },
);

onEveryEngine("a record that was read can be passed back; its id cannot change", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  const made = await products.insert({ name: "Cover" });
  const replaced = await products.replace(made.id, { ...made, price: 1 }, made);
  assert.deepEqual(replaced, { ...made, price: 1, version: replaced.version });
  await assert.rejects(products.replace(made.id, { id: "other", name: "Cover" }), { code: "misuse" });
});

onEveryEngine("versions come from one sequence, also for an id that is used again", async (_t, open) => {
  const store = await open();
  const products = store.collection<Product>("products");
  const first = await products.insert({ id: "a", name: "Cover" });
  const other = await store.collection("orders").insert({ id: "a" });
  assert.ok(other.version > first.version);
  await products.delete("a");
  const again = await products.insert({ id: "a", name: "Cover" });
  assert.ok(again.version > other.version);
  await assert.rejects(products.update("a", { price: 1 }, { version: first.version }), { name: "Conflict" });
});

onEveryEngine("a stale writer gets a Conflict and changes nothing", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  const { id, version } = await products.insert({ name: "Cover" });
  const now = await products.update(id, { price: 1 }, { version });
  await assert.rejects(products.update(id, { price: 2 }, { version }), {
    name: "Conflict",
    message: new RegExp(`has version ${now.version} by now, and the change was made for version ${version}`),
  });
  await assert.rejects(products.replace(id, { name: "x" }, { version }), { name: "Conflict" });
  await assert.rejects(products.delete(id, { version }), { name: "Conflict" });
  assert.deepEqual(await products.get(id), now);
  assert.equal(await products.delete(id, { version: now.version }), true);
  await assert.rejects(products.update(id, { price: 2 }, { version }), /is gone/);
});

onEveryEngine("of many writers with the same version, one wins", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  const { id, version } = await products.insert({ name: "Cover" });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, price) => products.update(id, { price }, { version })),
  );
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
});

onEveryEngine("a unique field holds each value once, and nothing any number of times", async (_t, open) => {
  const products = (await open()).collection<Product>("products", { unique: ["slug"] });
  const cover = await products.insert({ name: "Cover", slug: "cover" });
  const mug = await products.insert({ name: "Mug", slug: "mug" });
  const refusal = { name: "NotUnique", code: "not-unique", collection: "products", field: "slug" };
  await assert.rejects(products.insert({ name: "Other", slug: "cover" }), refusal);
  await assert.rejects(products.update(mug.id, { slug: "cover" }), refusal);
  await assert.rejects(products.replace(mug.id, { name: "Mug", slug: "cover" }), refusal);
  assert.deepEqual(await products.get(mug.id), mug);
  await products.update(cover.id, { slug: "case" });
  await products.update(mug.id, { slug: "cover" });
  await products.delete(mug.id);
  await products.insert({ name: "Third", slug: "cover" });
  await products.insert({ name: "Fourth" });
  await products.insert({ name: "Fifth", slug: null });
  await products.insert({ name: "Sixth" });
  await assert.rejects(products.insert({ id: cover.id, name: "Twin" }), { name: "NotUnique", field: "id" });
  await assert.rejects(products.insert({ name: "x", slug: ["a"] as never }), {
    name: "InvalidValue",
    path: "slug",
  });
});

const cycle: Record<string, unknown> = {};
cycle.self = { cycle };
let deep: unknown = 1;
for (let i = 0; i < 20_000; i++) deep = [deep];

const UNFIT: [what: string, value: unknown, path: string, message: RegExp][] = [
  [
    "a Date",
    { at: { made: new Date(0) } },
    "at.made",
    /the value at at\.made: it is a Date\. Store its toISOString/,
  ],
  ["NaN", { price: Number.NaN }, "price", /it is NaN/],
  ["Infinity", { list: [1, -Infinity] }, "list[1]", /it is -Infinity/],
  ["undefined", { price: undefined }, "price", /it is undefined\. Leave the field out, or use null/],
  ["a hole", { list: new Array(3) }, "list[0]", /undefined/],
  ["a function", { run: () => 1 }, "run", /a function/],
  ["a symbol", { tag: Symbol("x") }, "tag", /a symbol/],
  ["a bigint", { big: 1n }, "big", /a bigint/],
  ["a Map", { map: new Map() }, "map", /a Map/],
  ["an instance", { one: new (class Point {})() }, "one", /a Point/],
  ["a cycle", cycle, "self.cycle", /contains itself/],
  ["great depth", { deep }, "", /levels deep/],
  ["__proto__", JSON.parse('{ "a": { "__proto__": { "admin": true } } }'), "a.__proto__", /no field named/],
  ["a symbol as key", { [Symbol("x")]: 1 }, "Symbol(x)", /no field named/],
  ["a list", [1], "", /not a list/],
  ["nothing", undefined, "", /not undefined/],
  ["text", "text", "", /not a string/],
  ["an id that is a number", { id: 42 }, "id", /String\(id\)/],
  ["an empty id", { id: "" }, "id", /an empty string/],
];

onEveryEngine("values that JSON cannot carry are refused by the name of their path", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  for (const [what, value, path, message] of UNFIT) {
    await assert.rejects(
      products.insert(value as Product),
      (error: Error & { path?: string }) => {
        assert.equal(error.name, "InvalidValue", what);
        assert.match(error.message, message);
        if (path !== "") assert.equal(error.path, path);
        return true;
      },
      what,
    );
  }
  assert.equal(await products.count(), 0);
});

onEveryEngine("what is stored is a frozen copy, all the way down", async (_t, open) => {
  const products = (await open()).collection<Product>("products");
  const given = { name: "Cover", details: { sizes: [{ cm: 1 }] } };
  const made = await products.insert(given);
  given.details.sizes.push({ cm: 2 });
  given.name = "Changed";
  const found = await products.get(made.id);
  assert.deepEqual(found?.details, { sizes: [{ cm: 1 }] });
  assert.equal(found?.name, "Cover");
  for (const record of [made, found, ...(await products.find())]) {
    assert.throws(() => Object.assign(record as object, { name: "x" }), TypeError);
    assert.throws(() => record?.details?.sizes.push(1), TypeError);
    assert.throws(() => Object.assign(record?.details?.sizes[0] as object, { cm: 9 }), TypeError);
  }
});

onEveryEngine("values come back as they went in", async (_t, open) => {
  const things = (await open()).collection<{ value: unknown }>("things");
  const values: unknown[] = [
    null,
    true,
    0,
    -1.5e300,
    "",
    "é\u0000\n\u2028💡",
    [],
    {},
    [[1], { a: [null] }],
    { constructor: 1 },
  ];
  for (const value of values) assert.deepEqual((await things.insert({ value })).value, value);
  assert.ok(Object.is((await things.insert({ value: -0 })).value, 0));
});

onEveryEngine("a closed store refuses, and closing twice is closing once", async (_t, open) => {
  const store = await open();
  const products = store.collection<Product>("products");
  const last = products.insert({ name: "Cover" });
  await Promise.all([store.close(), store.close()]);
  await last;
  for (const attempt of [products.get("a"), products.find(), products.insert({ name: "x" })]) {
    await assert.rejects(attempt, { code: "closed", message: /Open it again/ });
  }
});
