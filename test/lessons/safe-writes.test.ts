// The modules of lessons 11 and 12 beyond what a lesson's checks see: their scripts show what the lesson says, turns
// do not get lost, and the journal outlives a crash.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openJournal } from "../../lessons/12-safe-writes/journal.ts";
import { queue, safeStore } from "../../lessons/12-safe-writes/safe-store.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

async function run(script: string, ...words: string[]): Promise<string> {
  const args = ["--import", "tsx", script, ...words];
  return (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;
}

function fileFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "safe-writes-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "inner", "data.json");
}

test("lose.ts: writeWhole never leaves less than a whole file", async () => {
  const said = await run("lessons/11-persistence/lose.ts", "3");
  assert.match(said, /writeFile: killed 3 times/);
  assert.match(said, /writeWhole: killed 3 times\.\n {2}whole: 3, only a part: 0, empty: 0/);
});

test("large.ts: each way finds the products, and only what is kept in memory takes much of it", async () => {
  const [size, ...ways] = (await run("lessons/11-persistence/large.ts", "20000")).trim().split("\n");
  assert.match(size ?? "", /^20000 products, 1\.\d MB on the disk\.$/);
  assert.deepEqual(
    ways.map((line) => line.split(":")[0]),
    ["all in memory", "line after line", "by an index"],
  );
  const [all = 0, ...others] = ways.map((line) => Number(/: ([\d.]+) MB of memory/.exec(line)?.[1]));
  assert.ok(all >= 1, `${all}`);
  for (const other of others) assert.ok(other <= all / 4, `${other} of ${all}`);
});

test("twenty.ts: without turns books are lost, in turn none", async () => {
  const [without = "", inTurn] = (await run("lessons/12-safe-writes/twenty.ts")).trim().split("\n");
  const left = Number(/Books: (\d+)/.exec(without)?.[1]);
  assert.ok(left >= 1 && left < 20, without);
  assert.equal(inTurn, "In turn: 20 of 20 said done. Books: 20, different ids: 20");
});

test("turns run one at a time, in order, and one that fails stops nobody", async () => {
  const inTurn = queue();
  const log: string[] = [];
  const turns = ["a", "b", "c"].map((name) =>
    inTurn(async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (name === "b") throw new Error("b fails");
      return name;
    }),
  );
  const results = await Promise.allSettled(turns);
  assert.deepEqual(log, ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  assert.deepEqual(
    results.map((result) => (result.status === "fulfilled" ? result.value : result.reason.message)),
    ["a", "b fails", "c"],
  );
});

test("a change that throws, or is async, changes nothing", async (t) => {
  const store = await safeStore(fileFor(t), { stock: 1 });
  await assert.rejects(
    store.change((draft) => {
      draft.stock = 0;
      throw new Error("no");
    }),
    /no/,
  );
  await assert.rejects(
    store.change(async (draft) => {
      draft.stock = 0;
    }),
    /must not be async/,
  );
  assert.deepEqual(store.read(), { stock: 1 });
});

test("a journal makes all its changes once more, and leaves out a last line that is half", async (t) => {
  const path = fileFor(t);
  const open = () => openJournal<string[], string>(path, [], (list, name) => list.push(name));
  const journal = await open();
  await Promise.all(["Emma", "Café ☕", "Frankenstein"].map((name) => journal.add(() => name)));
  await assert.rejects(
    journal.add(() => {
      throw new Error("refused");
    }),
    /refused/,
  );
  await journal.close();
  appendFileSync(path, '"Don Qui'); // What a crash in the middle of a write leaves.
  const again = await open();
  assert.deepEqual(again.read(), ["Emma", "Café ☕", "Frankenstein"]);
  await again.add((list) => `Number ${list.length + 1}`);
  await again.close();
  const last = await open();
  await last.close();
  assert.equal(last.read().at(-1), "Number 4");
  assert.equal(readFileSync(path, "utf8").trim().split("\n").length, 4);
});

test("a journal with damage before its last line is refused, with file and line, and kept", async (t) => {
  const path = fileFor(t);
  const open = () => openJournal<string[], string>(path, [], (list, name) => list.push(name));
  await (await open()).close();
  const damaged = `"Emma"\n"Don Qui\n"Frankenstein"\n`;
  writeFileSync(path, damaged);
  await assert.rejects(open(), /data\.json:2 is damaged/);
  assert.equal(readFileSync(path, "utf8"), damaged);
});
