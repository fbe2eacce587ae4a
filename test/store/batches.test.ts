// The file engine while it writes: who waits shares a sync, nobody reads what is not safe, and a disk that
// fails takes back what was not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { FileStore } from "./file-store.ts";
import { diskError, Gate, hookedDisk } from "./hooked-disk.ts";

interface Product {
  slug?: string;
  count?: number;
}

const isJournal = (name: string) => name.includes(".journal-");

test("writers that wait share a sync", async (t) => {
  const files = new FileStore(t);
  let syncs = 0;
  const disk = hookedDisk({
    sync: (name) => {
      if (isJournal(name)) syncs += 1;
    },
  });
  const store = await files.open({ disk });
  const products = store.collection<{ i: number }>("products");
  const [WRITERS, ROUNDS] = [64, 10];
  syncs = 0;
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let i = 0; i < ROUNDS; i++) await products.insert({ i });
    }),
  );
  assert.equal(await products.count(), WRITERS * ROUNDS);
  assert.ok(syncs <= ROUNDS + 1, `${syncs} syncs for ${ROUNDS} rounds of ${WRITERS} writers`);
});

test("a write is read once it is safe, not before; and what depends on it is decided after it", async (t) => {
  const files = new FileStore(t);
  const gate = new Gate();
  const store = await files.open({ disk: hookedDisk({ sync: () => gate.pass() }) });
  const products = store.collection<Product>("products", { unique: ["slug"] });
  const { version } = await products.insert({ id: "a", count: 0 });
  gate.shut();
  const done: string[] = [];
  const settled = Promise.allSettled([
    products.update("a", { count: 1 }, { version }).then(() => done.push("first")),
    products.update("a", { count: 2 }, { version }).catch(({ name }) => done.push(name)),
    products.insert({ id: "b", slug: "s" }).then(() => done.push("second")),
    products.insert({ id: "c", slug: "s" }).catch(({ name }) => done.push(name)),
    products.delete("b").then((was) => done.push(`deleted: ${was}`)),
  ]);
  await eventually(() => gate.waiting === 1, "the sync");
  assert.deepEqual([await products.count(), (await products.get("a"))?.count, done], [1, 0, []]);
  gate.open();
  await settled;
  assert.deepEqual(done.sort(), ["Conflict", "NotUnique", "deleted: true", "first", "second"]);
  assert.deepEqual(await products.find(), [{ id: "a", count: 1, version: version + 1 }]);
});

test("many transactions over the same records lose no update", async (t) => {
  const files = new FileStore(t);
  const store = await files.open({ quiet: 1 });
  const counters = store.collection<{ count: number }>("counters");
  await counters.insert({ id: "a", count: 0 });
  await counters.insert({ id: "b", count: 0 });
  await Promise.all(
    Array.from({ length: 60 }, () =>
      store.transaction(async (view) => {
        const own = view.collection(counters);
        const [a, b] = [await own.get("a"), await own.get("b")];
        await own.update("a", { count: (a?.count ?? 0) + 1 });
        await own.update("b", { count: (b?.count ?? 0) - 1 });
      }),
    ),
  );
  await store.close();
  const again = (await files.open()).collection<{ count: number }>("counters");
  assert.deepEqual(
    (await again.find()).map(({ count }) => count),
    [60, -60],
  );
});

test("a unique field that is declared during a write holds for it too", async (t) => {
  const files = new FileStore(t);
  const gate = new Gate();
  const store = await files.open({ disk: hookedDisk({ sync: () => gate.pass() }) });
  const products = store.collection<Product>("products");
  await products.insert({ id: "a", slug: "s" });
  gate.shut();
  const inserted = products.insert({ id: "b", slug: "s" });
  const other = products.insert({ id: "c", slug: "t" });
  await eventually(() => gate.waiting === 1, "the sync");
  assert.throws(() => store.collection("products", { unique: ["slug"] }), { name: "NotUnique" });
  assert.equal(await products.count(), 1);
  gate.open();
  await Promise.all([inserted, other]);
  await products.delete("b");
  store.collection("products", { unique: ["slug"] });
  await assert.rejects(products.insert({ slug: "t" }), { name: "NotUnique" });
  assert.deepEqual(await products.count({ slug: "s" }), 1);
});

test("a full disk fails the writes of its batch and nothing else; with room they go on", async (t) => {
  const files = new FileStore(t);
  let full = false;
  const disk = hookedDisk({
    write: (name, bytes) => {
      if (!full || !isJournal(name)) return undefined;
      if (bytes.length > 10) return 10;
      throw diskError("ENOSPC");
    },
  });
  let store = await files.open({ disk });
  let products = store.collection<Product>("products", { unique: ["slug"] });
  const first = await products.insert({ id: "a", slug: "a" });
  const before = files.read("shop.json.journal-1");
  full = true;
  for (let round = 0; round < 2; round++) {
    const outcomes = await Promise.allSettled([
      products.insert({ id: "b", slug: "b" }),
      products.update("a", { slug: "c" }),
      products.delete("a"),
    ]);
    for (const outcome of outcomes) {
      assert.equal(outcome.status, "rejected");
      assert.equal(outcome.reason.code, "write-failed");
      assert.match(outcome.reason.message, /shop\.json\.journal-1 could not be written: .*Make room/);
    }
    assert.deepEqual(await products.find(), [first]);
    assert.equal(files.read("shop.json.journal-1"), before);
  }
  full = false;
  assert.equal((await products.insert({ id: "b", slug: "b" })).version, first.version + 1);
  const crashed = files.copy();
  await store.close();
  files.replaceAll(crashed);
  store = await files.open();
  products = store.collection<Product>("products");
  assert.deepEqual(
    (await products.find()).map(({ id }) => id),
    ["a", "b"],
  );
});

test("what was refused because of a write that then failed is decided anew", async (t) => {
  const files = new FileStore(t);
  let fails = false;
  const disk = hookedDisk({
    write: (name) => {
      if (!fails || !isJournal(name)) return undefined;
      fails = false;
      throw diskError("ENOSPC");
    },
  });
  const store = await files.open({ disk });
  const products = store.collection<Product>("products", { unique: ["slug"] });
  fails = true;
  const [first, second] = await Promise.allSettled([
    products.insert({ id: "a", slug: "s" }),
    products.insert({ id: "b", slug: "s" }),
  ]);
  assert.deepEqual([first.status, second.status], ["rejected", "fulfilled"]);
  assert.deepEqual(
    (await products.find()).map(({ id }) => id),
    ["b"],
  );
});

test("after a failed sync the store is read-only until it is opened again", async (t) => {
  const files = new FileStore(t);
  let fails = false;
  const disk = hookedDisk({
    sync: (name) => {
      if (fails && isJournal(name)) {
        fails = false;
        throw diskError("EIO");
      }
    },
  });
  let store = await files.open({ disk });
  let products = store.collection("products");
  const kept = await products.insert({ id: "a" });
  fails = true;
  const refusal = {
    code: "read-only",
    message: /is read-only, because the disk failed: EIO.*open the store again/,
  };
  await assert.rejects(products.insert({ id: "b" }), refusal);
  await assert.rejects(products.insert({ id: "c" }), refusal);
  assert.deepEqual(await products.find(), [kept]);
  assert.equal(await store.transaction((view) => view.collection(products).count()), 1);
  await store.close();
  store = await files.open({ disk });
  products = store.collection("products");
  assert.deepEqual(await products.find(), [kept]);
  await products.insert({ id: "d" });
});

test("after a failed sync of the folder too", async (t) => {
  const files = new FileStore(t);
  let fails = false;
  const disk = hookedDisk({
    syncFolder: () => {
      if (fails) throw diskError("EIO");
    },
  });
  const store = await files.open({ disk, quiet: 1 });
  const products = store.collection("products");
  fails = true;
  await products.insert({ id: "a" });
  const warnings: string[] = [];
  await eventually(() => warnings.push(...files.warnings()) > 0, "a warning");
  assert.match(warnings.join(), /is read-only, because the disk failed: EIO/);
  await assert.rejects(products.insert({ id: "b" }), { code: "read-only" });
  fails = false;
  await store.close();
  assert.equal(await (await files.open()).collection("products").count(), 1);
});
