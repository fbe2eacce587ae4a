// The file engine across restarts: what is on the disk, as a student sees it, and what is there again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../../src/store/store.ts";
import { eventually } from "../support/eventually.ts";
import { FileStore } from "./file-store.ts";
import { hookedDisk } from "./hooked-disk.ts";

interface Product {
  name: string;
  price?: number;
}

const CLOSED = `{
"format": 1,
"commit": 5,
"version": 5,
"continues": null,
"collections": {
"products": [
{"id":"a","name":"Cover","version":3,"price":3},
{"id":"c","name":"Lämp","version":4}
],
"orders": [
{"id":"o1","version":5}
]
},
"sum": "ee2f0842"
}
`;

const JOURNAL = `{"sum":"66f2d6fc","commit":1,"batch":1,"put":{"products":[{"id":"a","name":"Cover","version":1}]}}
{"sum":"32084d82","commit":2,"batch":2,"put":{"products":[{"id":"b","name":"Mug","version":2}]}}
{"sum":"6f5e911a","commit":3,"batch":3,"put":{"products":[{"id":"a","name":"Cover","version":3,"price":3}]}}
{"sum":"df12f4ae","commit":4,"batch":4,"delete":{"products":["b"]}}
{"sum":"ddedc651","commit":5,"batch":5,"put":{"products":[{"id":"c","name":"Lämp","version":4}],"orders":[{"id":"o1","version":5}]}}
`;

test("while it is open there is a journal, one line a commit; then a snapshot, one line a record", async (t) => {
  const files = new FileStore(t);
  const store = await files.open();
  const products = store.collection<Product>("products");
  await products.insert({ id: "a", name: "Cover" });
  await products.insert({ id: "b", name: "Mug" });
  await products.update("a", { price: 3 });
  await products.delete("b");
  await store.transaction(async (view) => {
    await view.collection(products).insert({ id: "c", name: "Lämp" });
    await view.collection(store.collection("orders")).insert({ id: "o1" });
  });
  assert.deepEqual(files.names(), ["shop.json", "shop.json.journal-1", "shop.json.lock"]);
  assert.equal(files.read("shop.json.journal-1"), JOURNAL);
  await store.close();
  assert.deepEqual(files.names(), ["shop.json"]);
  assert.equal(files.read(), CLOSED);
  assert.deepEqual(JSON.parse(files.read()).collections.orders, [{ id: "o1", version: 5 }]);
});

test("records, versions and what is unique are there again, after a close and after a crash", async (t) => {
  const files = new FileStore(t);
  let store = await files.open();
  let products = store.collection<Product>("products", { unique: ["name"] });
  const cover = await products.insert({ name: "Cover" });
  const last = await products.insert({ name: "Mug" });
  await products.delete(last.id);
  const crashed = files.copy();
  await store.close();
  const closed = files.copy();
  for (const state of [closed, crashed]) {
    files.replaceAll(state);
    store = await files.open();
    products = store.collection<Product>("products", { unique: ["name"] });
    assert.deepEqual(await products.find(), [cover]);
    await assert.rejects(products.insert({ name: "Cover" }), { name: "NotUnique" });
    assert.throws(() => Object.assign(cover, { name: "x" }), TypeError);
    // The highest version was that of a record that is gone; it is not given a second time.
    assert.equal((await products.insert({ name: "Lamp" })).version, last.version + 1);
    await store.close();
  }
});

test("values come back from the disk as they went in", async (t) => {
  const files = new FileStore(t);
  const value = [
    null,
    true,
    -1.5e300,
    'é\u0000\n\u2028💡"\\{[',
    "\ud800",
    [],
    {},
    [[1], { a: [null] }],
    "\uFEFF",
  ];
  let store = await files.open();
  await store.collection<{ value: unknown }>("things").insert({ id: 'odd "id"\n', value });
  const crashed = files.copy();
  await store.close();
  for (const state of [crashed, files.copy()]) {
    files.replaceAll(state);
    store = await files.open();
    const found = await store.collection<{ value: unknown }>("things").get('odd "id"\n');
    assert.deepEqual(found?.value, value);
    await store.close();
  }
});

test("soon after the last write the snapshot has it, and a new journal is begun", async (t) => {
  const files = new FileStore(t);
  const store = await files.open({ quiet: 1 });
  await store.collection("products").insert({ id: "a" });
  await eventually(() => files.read().includes('{"id":"a","version":1}'), "the record in the snapshot");
  await eventually(() => !files.has("shop.json.journal-1"), "the old journal to go");
  assert.deepEqual(files.names(), ["shop.json", "shop.json.journal-2", "shop.json.lock"]);
  assert.match(files.read(), /"continues": "shop.json.journal-2"/);
});

test("a folder that is not there is made; a URL that names no file is refused", async (t) => {
  const files = new FileStore(t);
  const store = await openStore(`file:${files.folder}/deep/down/other.json`);
  await store.close();
  assert.ok(files.has("deep/down/other.json"));
  for (const url of ["file:", "file:data/", "shop.json", "files:shop.json"]) {
    await assert.rejects(openStore(url), { code: "misuse", message: /Give "memory:", or a file/ });
  }
  await assert.rejects(openStore(`file:${files.folder}/deep`), { code: "open-failed" });
});

test("a disk that writes less than it was asked to is asked again", async (t) => {
  const files = new FileStore(t);
  const disk = hookedDisk({ write: (_name, bytes) => Math.min(bytes.length, 7) });
  let store = await files.open({ disk });
  await store.collection<Product>("products").insert({ id: "a", name: "a longer name" });
  await store.close();
  store = await files.open();
  assert.equal(await store.collection("products").count({ id: "a" }), 1);
});
