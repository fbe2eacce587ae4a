// A snapshot that somebody changes by hand: while the store is closed, after a crash, and while it is open.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { FileStore } from "./file-store.ts";

interface Product {
  name: string;
}

const COVER = '{"id":"a","name":"Cover","version":1}';
const CHANGED =
  /shop\.json is not as the store wrote it: it was changed by hand, or damaged\. It is taken as it is/;

async function closedStore(files: FileStore): Promise<void> {
  const store = await files.open();
  const products = store.collection<Product>("products");
  await products.insert({ id: "a", name: "Cover" });
  await products.insert({ id: "b", name: "Mug" });
  await store.close();
}

const KINDS: [what: string, edit: (text: string) => string, names: string[]][] = [
  ["another value", (text) => text.replace("Cover", "Case"), ["Case", "Mug"]],
  [
    "a record more",
    (text) => text.replace(COVER, `${COVER},\n{"id":"c","name":"Pen","version":0}`),
    ["Cover", "Mug", "Pen"],
  ],
  ["a record less", (text) => text.replace(`${COVER},\n`, ""), ["Mug"]],
  ["another layout", (text) => JSON.stringify(JSON.parse(text), null, 2), ["Cover", "Mug"]],
  ["no layout", (text) => JSON.stringify(JSON.parse(text)), ["Cover", "Mug"]],
  ["the lines and the mark of Windows", (text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`, ["Cover", "Mug"]],
  ["no sum", (text) => text.replace(/,\n"sum".*/, ""), ["Cover", "Mug"]],
];

for (const [what, edit, names] of KINDS) {
  test(`an edit while it is closed is taken: ${what}`, async (t) => {
    const files = new FileStore(t);
    await closedStore(files);
    files.write("shop.json", edit(files.read()));
    const store = await files.open();
    assert.match(files.warnings().join(), CHANGED);
    const products = store.collection<Product>("products");
    assert.deepEqual(
      (await products.find()).map(({ name }) => name),
      names,
    );
    assert.ok((await products.insert({ name: "New" })).version > 2);
    await store.close();
    await (await files.open()).close();
  });
}

const MISTAKES: [what: string, edit: (text: string) => string, line: number, message: RegExp][] = [
  [
    "a comma too few",
    (text) => text.replace(`${COVER},`, COVER),
    9,
    /"," is missing between two records of "products", before \{/,
  ],
  ["a comma too many", (text) => text.replace('"version":2}', '"version":2},'), 10, /not JSON/],
  ["a quote too few", (text) => text.replace('"Cover"', '"Cover'), 8, /not JSON/],
  ["a brace too few", (text) => text.replace('"version":2}', '"version":2'), 9, /no end|not JSON/],
  [
    "no version",
    (text) => text.replace(',"version":2', ""),
    9,
    /a record needs a "version".*Give a new record 0/,
  ],
  ["a version that is no number", (text) => text.replace(":2}", ':"2"}'), 9, /a record needs a "version"/],
  ["no id", (text) => text.replace('"id":"b",', ""), 9, /An id is a string/],
  ["a number as id", (text) => text.replace('"id":"b"', '"id":2'), 9, /An id is a string.*not 2/],
  [
    "an id twice",
    (text) => text.replace('"id":"b"', '"id":"a"'),
    9,
    /"products" has a record with the id "a" already/,
  ],
  ["a text as record", (text) => text.replace(COVER, '"Cover"'), 8, /takes an object/],
  [
    "a field that JavaScript would misread",
    (text) => text.replace('"name"', '"__proto__"'),
    8,
    /no field named __proto__/,
  ],
  ["a number that is none", (text) => text.replace('"Cover"', "1e999"), 8, /Infinity/],
  [
    "a collection that is no list",
    (text) => text.replace("[", "{"),
    7,
    /"\[" is missing before the records of "products"/,
  ],
  [
    "a collection twice",
    (text) => text.replace("\n},", ',\n"products":[]},'),
    11,
    /the collection "products" is here a second time/,
  ],
  [
    "a field twice",
    (text) => text.replace('"version": 2', '"commit": 2'),
    4,
    /"commit" is here a second time/,
  ],
  [
    "a field that is unknown",
    (text) => text.replace('"version": 2', '"toString": 2'),
    4,
    /no "toString" that is 2/,
  ],
  ["another format", (text) => text.replace('"format": 1', '"format": 2'), 2, /no "format" that is 2/],
  ["text after the end", (text) => `${text}{}`, 14, /goes on after its end/],
  ["a list", () => "[]", 1, /"\{" is missing where the file should begin/],
];

for (const [what, edit, line, message] of MISTAKES) {
  test(`a mistake in an edit is refused by its line, and nothing is overwritten: ${what}`, async (t) => {
    const files = new FileStore(t);
    await closedStore(files);
    const text = edit(files.read());
    files.write("shop.json", text);
    await assert.rejects(files.open(), (error: Error & { code?: string }) => {
      assert.equal(error.code, "damaged");
      assert.match(error.message, message);
      assert.match(error.message, new RegExp(`shop\\.json, line ${line}: `));
      return true;
    });
    assert.deepEqual(files.names(), ["shop.json"]);
    assert.equal(files.read(), text);
  });
}

test("an edit while it is open is not overwritten; with the next opening it is taken", async (t) => {
  const files = new FileStore(t);
  await closedStore(files);
  let store = await files.open({ quiet: 1 });
  let products = store.collection<Product>("products");
  files.write("shop.json", files.read().replace("Cover", "By hand").replace("Mug", "By hand"));
  const edited = files.read();
  await products.update("b", { name: "By the store" });
  const warnings: string[] = [];
  await eventually(() => warnings.push(...files.warnings()) > 0, "a warning");
  assert.match(warnings.join(), /was changed by hand while the store was open\. It is not overwritten/);
  await products.insert({ id: "c", name: "Later" });
  await store.close();
  assert.equal(files.read(), edited);
  assert.deepEqual(files.warnings(), []);

  store = await files.open();
  assert.match(
    files.warnings().join(),
    /but for the records that its journal has later changes of: products\/b, products\/c\. .*shop\.json\.edited-1/,
  );
  products = store.collection("products");
  assert.deepEqual(
    (await products.find()).map(({ name }) => name),
    ["By hand", "By the store", "Later"],
  );
  assert.equal(files.read("shop.json.edited-1"), edited);
});

test("a snapshot that is deleted while it is open is written again", async (t) => {
  const files = new FileStore(t);
  const store = await files.open();
  await store.collection<Product>("products").insert({ id: "a", name: "Cover" });
  files.remove("shop.json");
  await store.close();
  assert.match(files.read(), /Cover/);
});
