// The simulated disk itself: it keeps what was synced, loses the rest in every way that is allowed, and fails
// when it is told to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedDisk } from "./simulated-disk.ts";

const SEEDS = Array.from({ length: 400 }, (_, seed) => seed);

test("what was synced, contents and name, is there after every power cut", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  disk.makeFolder("/data/deep");
  await disk.syncFolder("/");
  await disk.syncFolder("/data");
  const file = disk.open("/data/deep/a", "new");
  file.write(Buffer.from("kept"), 0);
  await file.sync();
  await disk.syncFolder("/data/deep");
  file.write(Buffer.from("lost?"), 4);
  for (const seed of SEEDS) {
    const left = disk.powerCut(seed);
    assert.deepEqual(left.list("/data/deep"), ["a"]);
    assert.match(await text(left, "/data/deep/a"), /^kept(l?o?s?t?\??|\0*)$/);
  }
});

test("of what was not synced, any sectors are left, and any length", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  const file = disk.open("/a", "new");
  file.write(Buffer.alloc(1024, "o"), 0);
  await file.sync();
  await disk.syncFolder("/");
  file.write(Buffer.alloc(1024, "n"), 512);
  const seen = new Set<string>();
  for (const seed of SEEDS) seen.add(sectors(await text(disk.powerCut(seed), "/a")));
  assert.deepEqual([...seen].sort(), ["on", "onn", "on0", "oo", "oon", "oo0"].sort());
});

test("what is written while a sync is under way is not covered by it", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  const file = disk.open("/a", "new");
  await disk.syncFolder("/");
  file.write(Buffer.from("first"), 0);
  const synced = file.sync();
  file.write(Buffer.from("later"), 0);
  await synced;
  const seen = await leftovers(disk, "/a");
  assert.deepEqual(seen, ["first", "later"]);
});

test("syncs that run at the same time end in any order", async () => {
  const orders = new Set<string>();
  for (const seed of SEEDS.slice(0, 50)) {
    const disk = new SimulatedDisk({ seed });
    const file = disk.open("/a", "new");
    const order: string[] = [];
    await Promise.all(
      ["one", "two"].map(async (name) => {
        await file.sync();
        order.push(name);
      }),
    );
    orders.add(order.join());
  }
  assert.deepEqual([...orders].sort(), ["one,two", "two,one"]);
});

test("a new file may have no name, whose contents are synced", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  const file = disk.open("/a", "new");
  file.write(Buffer.from("x"), 0);
  await file.sync();
  assert.deepEqual(await leftovers(disk, "/a"), ["x", undefined]);
});

test("a rename is whole or not there; removals land without regard to it", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  for (const name of ["/a", "/b", "/c"]) {
    const file = disk.open(name, "new");
    file.write(Buffer.from(name), 0);
    await file.sync();
  }
  await disk.syncFolder("/");
  await disk.rename("/b", "/a");
  disk.remove("/c");
  const seen = new Set<string>();
  for (const seed of SEEDS) {
    const left = disk.powerCut(seed);
    seen.add(`${left.list("/").sort().join("")} ${await text(left, "/a")}`);
  }
  assert.deepEqual([...seen].sort(), ["a /b", "abc /a", "ab /a", "ac /b"].sort());
});

test("a folder whose name was not synced takes its files along", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  disk.makeFolder("/data");
  disk.open("/data/a", "new");
  await disk.syncFolder("/data");
  const seen = new Set(SEEDS.map((seed) => disk.powerCut(seed).list("/").join()));
  assert.deepEqual([...seen].sort(), ["", "data"]);
});

test("the power can be cut at any moment of what happened", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  const file = disk.open("/a", "new");
  await disk.syncFolder("/");
  for (const letter of "abc") {
    file.write(Buffer.from(letter), 0);
    await file.sync();
  }
  const seen: (string | undefined)[] = [];
  for (const [i, { kind }] of disk.operations.entries()) {
    if (kind === "sync complete") seen.push(await text(disk.powerCut(1, i + 1), "/a"));
  }
  assert.deepEqual(seen, ["", "a", "b", "c"]);
});

test("a process that is killed leaves everything, and nothing more is durable by that", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  const file = disk.open("/a", "new");
  await disk.syncFolder("/");
  file.write(Buffer.from("x"), 0);
  const next = disk.kill(2);
  assert.equal(await text(next, "/a"), "x");
  assert.deepEqual(await leftovers(next, "/a"), ["", "\0", "x"]);
  await next.open("/a", "existing").sync();
  assert.deepEqual(await leftovers(next, "/a"), ["x"]);
});

test("a new file is not one that a cut has left empty", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  disk.open("/a", "new");
  await disk.syncFolder("/");
  const left = disk.powerCut(1);
  left.open("/b", "new").write(Buffer.from("b"), 0);
  assert.equal(await text(left, "/a"), "");
});

test("a full disk takes what fits, then nothing, until there is room", () => {
  const disk = new SimulatedDisk({ seed: 1, capacity: 6 });
  const file = disk.open("/a", "new");
  assert.equal(file.write(Buffer.from("1234"), 0), 4);
  assert.equal(file.write(Buffer.from("5678"), 4), 2);
  assert.throws(() => file.write(Buffer.from("78"), 6), { code: "ENOSPC" });
  assert.equal(file.write(Buffer.from("4321"), 0), 4);
  disk.capacity = 8;
  assert.equal(file.write(Buffer.from("78"), 6), 2);
});

test("a failure comes once, where it was asked for", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  const file = disk.open("/a", "new");
  disk.failNext("write", "EIO");
  disk.failNext("sync folder", "EPERM");
  assert.throws(() => file.write(Buffer.from("x"), 0), { code: "EIO" });
  assert.equal(file.write(Buffer.from("x"), 0), 1);
  await file.sync();
  await assert.rejects(disk.syncFolder("/"), { code: "EPERM" });
  await disk.syncFolder("/");
  assert.throws(() => disk.open("/a", "new"), { code: "EEXIST" });
  assert.throws(() => disk.open("/b", "existing"), { code: "ENOENT" });
  assert.throws(() => disk.remove("/b"), { code: "ENOENT" });
  assert.throws(() => disk.open("/none/b", "new"), { code: "ENOENT" });
});

test("after a sync that failed, the next one succeeds without what that one should have kept", async () => {
  const disk = new SimulatedDisk({ seed: 1 });
  const file = disk.open("/a", "new");
  await disk.syncFolder("/");
  file.write(Buffer.from("x"), 0);
  disk.failNext("sync", "EIO");
  await assert.rejects(file.sync(), { code: "EIO" });
  file.write(Buffer.from("y"), 1);
  await file.sync();
  assert.equal(await text(disk, "/a"), "xy");
  assert.ok((await leftovers(disk, "/a")).includes("\0y"));
});

test("a sync that lies makes nothing durable, or too late", async () => {
  for (const lie of ["never", "early"] as const) {
    const disk = new SimulatedDisk({ seed: 1, lie: (path) => (path === "/a" ? lie : undefined) });
    const file = disk.open("/a", "new");
    await disk.syncFolder("/");
    file.write(Buffer.from("x"), 0);
    await file.sync();
    assert.deepEqual(await leftovers(disk, "/a"), ["", "\0", "x"]);
  }
});

/** What power cuts leave of a file. */
async function leftovers(disk: SimulatedDisk, path: string): Promise<(string | undefined)[]> {
  const seen = new Set<string | undefined>();
  for (const seed of SEEDS) {
    const left = disk.powerCut(seed);
    seen.add(left.stamp(path) === undefined ? undefined : await text(left, path));
  }
  return [...seen].sort();
}

async function text(disk: SimulatedDisk, path: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of disk.read(path)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** "on0" for a sector of o, one of n, and one of zeros. */
function sectors(contents: string): string {
  return (contents.match(/o+|n+|\0+/g) ?? []).map((run) => letters(run)).join("");
}

function letters(run: string): string {
  return (run[0] === "\0" ? "0" : (run[0] as string)).repeat(run.length / 512);
}
