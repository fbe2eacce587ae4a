// The stores of lesson 16: PostgreSQL, and the small database that stands in for it, do the same.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startSmallDatabase } from "../../lessons/16-many-servers/database-url.ts";
import { longWay } from "../../lessons/16-many-servers/distance.ts";
import { poolOf } from "../../lessons/16-many-servers/postgres-store.ts";
import { openStore } from "../../lessons/16-many-servers/shared-store.ts";
import { nowhere } from "../support/elsewhere.ts";
import { noPostgres } from "./support/postgres.ts";

interface Thing {
  name: string;
  colour: string;
}

const FIRST: Thing[] = [
  { name: "b", colour: "red" },
  { name: "a/c d%", colour: 'it\'s "☕" \\ green' },
];
const byName = (thing: Thing) => thing.name;

async function smallDatabase(t: TestContext): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "roundtrip-data-"));
  const { url, end } = await startSmallDatabase(data);
  t.after(async () => {
    await end();
    rmSync(data, { recursive: true, force: true });
  });
  return url;
}

/** A schema of its own for each test. */
async function postgres(t: TestContext): Promise<string> {
  const schema = `test_${Math.floor(Math.random() * 1e12)}`;
  const all = poolOf(process.env.DATABASE_URL ?? "");
  await all.query(`create schema ${schema}`);
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.searchParams.set("options", `-c search_path=${schema}`);
  t.after(async () => {
    await poolOf(url.href).end();
    await all.query(`drop schema ${schema} cascade`);
  });
  return url.href;
}

const engines = [
  { name: "the small database", start: smallDatabase, skip: false },
  { name: "PostgreSQL", start: postgres, skip: noPostgres },
];

for (const { name, start, skip } of engines) {
  test(`${name}: a table that is new has the first items, in their order, and any letters stay as they are`, {
    skip,
  }, async (t) => {
    const url = await start(t);
    const store = await openStore(url, "things", byName, FIRST);
    assert.deepEqual(await store.all(), FIRST);
    assert.deepEqual(await store.get("a/c d%"), FIRST[1]);
    assert.equal(await store.get("c"), undefined);
    const again = await openStore(url, "things", byName, [{ name: "x", colour: "blue" }]);
    assert.deepEqual(await again.all(), FIRST);
  });

  test(`${name}: put adds or replaces, remove says whether there was one`, { skip }, async (t) => {
    const store = await openStore(await start(t), "things", byName, FIRST);
    await store.put({ name: "b", colour: "blue" });
    await store.put({ name: "z", colour: "white" });
    assert.deepEqual(
      (await store.all()).map(({ colour }) => colour),
      ["blue", FIRST[1]?.colour, "white"],
    );
    assert.deepEqual([await store.remove("z"), await store.remove("z")], [true, false]);
  });

  test(`${name}: of many who add at once under one key, one is told that it was first`, {
    skip,
  }, async (t) => {
    const url = await start(t);
    const stores = await Promise.all([1, 2].map(() => openStore(url, "things", byName)));
    const told = await Promise.all(
      Array.from({ length: 12 }, (_, i) => stores[i % 2]?.add({ name: "one", colour: String(i) })),
    );
    assert.equal(told.filter((first) => first).length, 1);
    const [thing] = (await stores[0]?.all()) ?? [];
    assert.equal(thing?.colour, String(told.indexOf(true)));
  });

  test(`${name}: a long way makes each question take longer, and one that is cut is found again`, {
    skip,
  }, async (t) => {
    const way = await longWay(await start(t));
    t.after(() => way.end());
    const store = await openStore(way.url, "things", byName, FIRST);
    t.after(() => (way.url.startsWith("postgres") ? poolOf(way.url).end() : undefined));
    way.wait = 60;
    const begun = performance.now();
    await store.get("b");
    assert.ok(performance.now() - begun >= 59);
    way.wait = 0;
    way.cut();
    assert.deepEqual(await store.all().catch(() => store.all()), FIRST);
  });
}

test("a table's name becomes a part of the SQL, so only small letters are taken", async () => {
  await assert.rejects(openStore("postgres://nowhere", "a; drop table b", byName), /small letters/);
});

test("who cannot reach the database is told where it was looked for", async () => {
  const { port } = new URL(await nowhere());
  for (const url of [`postgres://me:secret@127.0.0.1:${port}/db`, `http://127.0.0.1:${port}`]) {
    await assert.rejects(openStore(url, "things", byName), (error: Error) => {
      assert.equal(error.message, `The database at 127.0.0.1:${port} cannot be used. Is it running?`);
      return true;
    });
  }
});
