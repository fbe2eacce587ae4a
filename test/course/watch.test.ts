// Saving, in all the ways that editors and drives have it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Watch, type WatchOptions } from "../../src/course/watch.ts";
import { eventually } from "../support/eventually.ts";

for (const options of [{ events: true }, { events: false }]) {
  const how = options.events ? "with file events" : "without file events";

  test(`${how}: a save is told`, async (t) => {
    const { file, seen } = watching(t, options);
    writeFileSync(file, "two");
    await eventually(() => seen.join() === "save", "the save");
  });

  test(`${how}: an editor that saves under another name and renames it`, async (t) => {
    const { file, seen } = watching(t, options);
    writeFileSync(`${file}~`, "two");
    renameSync(`${file}~`, file);
    await eventually(() => seen.join() === "save", "the save");
    // The file is another one now, and is watched all the same.
    writeFileSync(file, "three");
    await eventually(() => seen.join() === "save,save", "the second save");
  });

  test(`${how}: a file that is deleted, and comes back`, async (t) => {
    const { file, seen } = watching(t, options);
    rmSync(file);
    await eventually(() => seen.join() === "gone", "the loss");
    writeFileSync(file, "one");
    await eventually(() => seen.join() === "gone,save", "the return");
  });
}

test("two texts of one length within the resolution of the clock are two", async (t) => {
  const { file, seen } = watching(t, { events: false });
  writeFileSync(file, "two");
  await eventually(() => seen.length === 1, "the first");
  writeFileSync(file, "owt");
  await eventually(() => seen.length === 2, "the second");
});

test("what the runner wrote itself is no save, and neither is a file beside it", async (t) => {
  const { file, seen, watch } = watching(t, { events: true });
  writeFileSync(file, "from the runner");
  watch.accept();
  writeFileSync(`${file}.backup`, "beside it");
  // A save that is told afterwards proves that those before were not.
  writeFileSync(file, "from the student");
  await eventually(() => seen.length > 0, "the save");
  watch.end();
  assert.deepEqual(seen, ["save"]);
});

test("a folder that is deleted and made anew", async (t) => {
  const { folder, file, seen } = watching(t, { events: true });
  rmSync(folder, { recursive: true });
  await eventually(() => seen.join() === "gone", "the loss");
  mkdirSync(folder);
  writeFileSync(file, "back");
  await eventually(() => seen.join() === "gone,save", "the return");
});

function watching(t: TestContext, options: WatchOptions) {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip watch "));
  const file = join(folder, "exercise.ts");
  writeFileSync(file, "one");
  const seen: string[] = [];
  const watch = new Watch(
    file,
    { onSave: () => seen.push("save"), onGone: () => seen.push("gone") },
    options,
  );
  t.after(() => {
    watch.end();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, file, seen, watch };
}
