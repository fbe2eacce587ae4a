// Damaged files: each byte of a journal and of a snapshot changed, and each length cut off. The store opens
// with records that there were and says what it cut, or it refuses by file and line; it never opens with others.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { StoreError } from "../../src/store/errors.ts";
import { FileStore } from "./file-store.ts";
import { unsyncedDisk } from "./hooked-disk.ts";

interface Product {
  name: string;
}

/** Six commits in three batches: of one, of three and of two. */
async function crashedStore(t: TestContext) {
  const files = new FileStore(t);
  const store = await files.open();
  const products = store.collection<Product>("products");
  await products.insert({ id: "a", name: "Cover" });
  await Promise.all([
    products.insert({ id: "b", name: "Mug" }),
    products.update("a", { name: "Case" }),
    products.delete("b"),
  ]);
  await Promise.all([products.insert({ id: "b", name: "Lamp" }), products.insert({ id: "c", name: "Pen" })]);
  const copy = files.copy();
  await store.close();
  return { files, copy };
}

interface Outcome {
  readonly records?: string;
  readonly error?: StoreError;
  readonly warnings: string[];
}

async function reopen(files: FileStore, state: Record<string, string | Uint8Array>): Promise<Outcome> {
  files.replaceAll(state);
  try {
    const store = await files.open({ disk: unsyncedDisk });
    const records = JSON.stringify(await store.collection("products").find());
    await store.close();
    return { records, warnings: files.warnings() };
  } catch (error) {
    assert.ok(error instanceof StoreError, `not a StoreError: ${(error as Error).stack}`);
    for (const name of Object.keys(state))
      assert.deepEqual(files.bytes(name), Buffer.from(state[name] as Buffer));
    return { error, warnings: files.warnings() };
  }
}

const JOURNAL = "shop.json.journal-1";
const record = (id: string, name: string, version: number) => ({ id, name, version });
/** What there is after each number of commits. */
const STATES = [
  [],
  [record("a", "Cover", 1)],
  [record("a", "Cover", 1), record("b", "Mug", 2)],
  [record("a", "Case", 3), record("b", "Mug", 2)],
  [record("a", "Case", 3)],
  [record("a", "Case", 3), record("b", "Lamp", 4)],
  [record("a", "Case", 3), record("b", "Lamp", 4), record("c", "Pen", 5)],
].map((state) => JSON.stringify(state));

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] as number) ^ (1 << (at % 8));
  return copy;
}

test("a changed byte in a journal: refused with its line, or a tail that is cut and kept", async (t) => {
  const { files, copy } = await crashedStore(t);
  const journal = copy[JOURNAL] as Buffer;
  const lines = journal.toString().trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).batch),
    [1, 2, 2, 2, 5, 5],
  );
  assert.equal((await reopen(files, copy)).records, STATES[6]);
  for (let at = 0; at < journal.length; at++) {
    const where = `byte ${at}`;
    const { records, error, warnings } = await reopen(files, { ...copy, [JOURNAL]: flipped(journal, at) });
    const line = journal.subarray(0, at).toString().split("\n").length;
    if (line <= 4) {
      assert.equal(error?.code, "damaged", where);
      assert.match(
        error?.message ?? "",
        new RegExp(`${JOURNAL}, line ${line}: commit ${line} should be here`),
        where,
      );
    } else {
      assert.equal(records, STATES[line - 1], where);
      assert.match(
        warnings.join(),
        new RegExp(`${JOURNAL}, line ${line}: .*cut off.*shop\\.json\\.tail-1`),
        where,
      );
      assert.ok(files.read("shop.json.tail-1").length > 0);
    }
  }
});

test("a journal that was cut off at any length has lost commits at its end only, and says so", async (t) => {
  const { files, copy } = await crashedStore(t);
  const journal = copy[JOURNAL] as Buffer;
  for (let length = 0; length < journal.length; length++) {
    const rest = journal.subarray(0, length);
    const { records, warnings } = await reopen(files, { ...copy, [JOURNAL]: rest });
    const whole = rest.toString("latin1").split("\n").length - 1;
    assert.equal(records, STATES[whole], `length ${length}`);
    const isBetweenLines = length === 0 || rest.at(-1) === 10;
    assert.equal(warnings.length, isBetweenLines ? 0 : 1, `length ${length}`);
  }
});

test("after a cut the journal goes on, and what was cut is not there a second time", async (t) => {
  const { files, copy } = await crashedStore(t);
  files.replaceAll({ ...copy, [JOURNAL]: (copy[JOURNAL] as Buffer).subarray(0, -5) });
  const store = await files.open();
  assert.match(files.warnings().join(), /line 6/);
  await store.collection<Product>("products").insert({ id: "d", name: "New" });
  const crashed = files.copy();
  await store.close();
  const { records, warnings } = await reopen(files, crashed);
  assert.equal(records, JSON.stringify([...JSON.parse(STATES[5] as string), record("d", "New", 5)]));
  assert.deepEqual(warnings, []);
});

test("the last batch may have reached the disk in any order", async (t) => {
  const { files, copy } = await crashedStore(t);
  const lines = (copy[JOURNAL] as Buffer).toString().split(/(?<=\n)/);
  const blank = (line: string) => line.replace(/./g, "\0");
  // The first line of the last batch is bad and its second good, of which nobody was told.
  const torn = [...lines.slice(0, 4), blank(lines[4] as string), lines[5]].join("");
  const { records, warnings } = await reopen(files, { ...copy, [JOURNAL]: torn });
  assert.equal(records, STATES[4]);
  assert.match(warnings.join(), /line 5/);
  // A line of the batch before it is another matter.
  const corrupt = [...lines.slice(0, 3), blank(lines[3] as string), ...lines.slice(4)].join("");
  const { error } = await reopen(files, { ...copy, [JOURNAL]: corrupt });
  assert.match(error?.message ?? "", /line 4: commit 4 .* was on the disk when line 5 was written/);
});

test("a line too few, one twice, a journal too few", async (t) => {
  const { files, copy } = await crashedStore(t);
  const lines = (copy[JOURNAL] as Buffer).toString().split(/(?<=\n)/);
  const gap = await reopen(files, { ...copy, [JOURNAL]: lines.toSpliced(2, 1).join("") });
  assert.match(gap.error?.message ?? "", /journal-1, line 3: commit 3 should be here/);
  const twice = await reopen(files, { ...copy, [JOURNAL]: [...lines.slice(0, 5), lines[3]].join("") });
  assert.match(twice.error?.message ?? "", /journal-1, line 6: commit 4 is here once more/);
  const { "shop.json": snapshot = "", [JOURNAL]: journal = "" } = copy;
  const missing = await reopen(files, { "shop.json": snapshot });
  assert.match(missing.error?.message ?? "", /shop\.json goes on in .*journal-1, which is missing/);
  const alone = await reopen(files, { [JOURNAL]: journal });
  assert.match(alone.error?.message ?? "", /shop\.json is missing, and .*journal-1 is there/);
  const later = await reopen(files, { ...copy, "shop.json.journal-9": lines[0] as string });
  assert.match(later.error?.message ?? "", /journal-9, line 1: it begins with commit 9, .* ends with 6/);
  const cut = lines.slice(0, 5).join("");
  const follows = await reopen(files, { ...copy, [JOURNAL]: `${cut}bad`, "shop.json.journal-7": "" });
  assert.match(follows.error?.message ?? "", /journal-1, line 6: commit 6 should be here/);
});

test("a changed byte in a snapshot is refused with its line, or said", async (t) => {
  const { files, copy } = await crashedStore(t);
  await reopen(files, copy);
  const snapshot = files.bytes("shop.json");
  assert.deepEqual((await reopen(files, { "shop.json": snapshot })).warnings, []);
  for (let at = 0; at < snapshot.length; at++) {
    const { error, warnings } = await reopen(files, { "shop.json": flipped(snapshot, at) });
    if (error === undefined) {
      assert.match(warnings.join(), /shop\.json is not as the store wrote it/, `byte ${at}`);
    } else if (!/goes on in/.test(error.message)) {
      assert.match(error.message, /shop\.json, line \d+: /, `byte ${at}`);
    }
  }
});

test("a snapshot that was cut off is refused, and so is an empty one", async (t) => {
  const { files, copy } = await crashedStore(t);
  await reopen(files, copy);
  const snapshot = files.bytes("shop.json");
  for (let length = 0; length < snapshot.length - 1; length++) {
    const { error } = await reopen(files, { "shop.json": snapshot.subarray(0, length) });
    assert.equal(error?.code, "damaged", `length ${length}`);
    assert.match(error?.message ?? "", /shop\.json, line \d+: /);
  }
});
