// Folding: the journal becomes part of the snapshot while writes go on, and a crash or a full disk in the
// middle of it costs nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { FileStore } from "./file-store.ts";
import { diskError, Gate, hookedDisk } from "./hooked-disk.ts";

const DRAFT = "shop.json.new";

interface Product {
  i: number;
}

test("writes go on while a fold is under way, and each state on the way can be opened", async (t) => {
  const files = new FileStore(t);
  const gate = new Gate();
  const states: Record<string, Buffer>[] = [];
  const disk = hookedDisk({
    sync: async (name) => {
      states.push(files.copy());
      if (name === DRAFT) await gate.pass();
    },
    syncFolder: () => {
      states.push(files.copy());
    },
  });
  let store = await files.open({ disk, quiet: 1 });
  let products = store.collection<Product>("products");
  gate.shut();
  await products.insert({ id: "before", i: 0 });
  await eventually(() => gate.waiting === 1, "the fold");
  await products.insert({ id: "during", i: 1 });
  await products.update("before", { i: 2 });
  assert.deepEqual(
    files.names().filter((name) => name.includes("journal")),
    ["shop.json.journal-1", "shop.json.journal-2"],
  );
  states.length = 0;
  states.push(files.copy());
  gate.open();
  await eventually(() => !files.has("shop.json.journal-1"), "the end of the fold");
  states.push(files.copy());
  const all = await products.find();
  await store.close();
  for (const state of states) {
    files.replaceAll(state);
    store = await files.open();
    products = store.collection("products");
    assert.deepEqual(await products.find(), all);
    await store.close();
  }
});

test("a snapshot under way has the records of its beginning, whatever happens meanwhile", async (t) => {
  const files = new FileStore(t);
  const gate = new Gate();
  const disk = hookedDisk({ sync: (name) => (name === DRAFT ? gate.pass() : undefined) });
  const store = await files.open({ disk, quiet: 1 });
  const products = store.collection<Product>("products");
  gate.shut();
  const made = await products.insert({ id: "a", i: 0 });
  await eventually(() => gate.waiting === 1, "the fold");
  await products.delete("a");
  await products.insert({ id: "b", i: 1 });
  assert.deepEqual(JSON.parse(files.read(DRAFT)).collections.products, [made]);
  gate.open();
});

test("large data is folded when its journal is as large as the snapshot, and not when it is closed", async (t) => {
  const files = new FileStore(t);
  let folds = 0;
  const disk = hookedDisk({
    sync: (name) => {
      if (name === DRAFT) folds += 1;
    },
  });
  const options = { disk, small: 2_000 };
  let store = await files.open(options);
  let products = store.collection<Product>("products");
  folds = 0;
  for (let i = 0; i < 1_000; i++) await products.insert({ i });
  await store.close();
  // A line of the journal is twice as long as one of the snapshot, so there is half as much again after each.
  assert.ok(folds >= 8 && folds <= 12, `${folds} folds`);
  assert.ok(files.names().some((name) => name.includes("journal")));
  store = await files.open(options);
  products = store.collection("products");
  assert.equal(await products.count(), 1_000);
});

test("a disk that is full for a fold is said, and the journal keeps all", async (t) => {
  const files = new FileStore(t);
  let full = false;
  const disk = hookedDisk({
    write: (name) => {
      if (full && name === DRAFT) throw diskError("ENOSPC");
      return undefined;
    },
  });
  let store = await files.open({ disk, quiet: 1 });
  let products = store.collection<Product>("products");
  full = true;
  const warnings: string[] = [];
  await products.insert({ i: 1 });
  await eventually(() => warnings.push(...files.warnings()) > 0, "a warning");
  assert.match(warnings.join(), /ENOSPC/);
  assert.ok(!files.has(DRAFT));
  await products.insert({ i: 2 });
  const crashed = files.copy();
  full = false;
  await products.insert({ i: 3 });
  await eventually(() => /"i":3/.test(files.read()), "the fold after the next write");
  await store.close();
  assert.deepEqual(files.names(), ["shop.json"]);
  files.replaceAll(crashed);
  store = await files.open();
  products = store.collection("products");
  assert.deepEqual(
    (await products.find()).map(({ i }) => i),
    [1, 2],
  );
});

test("50,000 records are read and folded in small pieces, each in a turn of its own", async (t) => {
  const files = new FileStore(t);
  const COUNT = 50_000;
  const rows = Array.from({ length: COUNT }, (_, i) => `{"id":"${i}","i":${i},"version":${i + 1}}`);
  const head = `{"format":1,"commit":0,"version":${COUNT},"continues":null,`;
  files.write("shop.json", `${head}"collections":{"products":[\n${rows.join(",\n")}]}}`);
  let turn = 0;
  let isCounting = true;
  const count = () => {
    turn += 1;
    if (isCounting) setImmediate(count);
  };
  count();
  const pieces: { turn: number; size: number }[] = [];
  const disk = hookedDisk({
    write: (name, { length: size }) => {
      if (name === DRAFT) pieces.push({ turn, size });
      return undefined;
    },
  });
  const turnsBefore = turn;
  const store = await files.open({ disk });
  assert.match(files.warnings().join(), /taken as it is/);
  assert.equal(await store.collection("products").count(), COUNT);
  const reading = (pieces[0]?.turn ?? 0) - turnsBefore;
  isCounting = false;
  assert.ok(reading > 10, `${reading} turns of the event loop while reading`);
  assert.ok(pieces.length > 25);
  assert.equal(new Set(pieces.map((piece) => piece.turn)).size, pieces.length);
  assert.ok(pieces.every(({ size }) => size < 100_000));
});
