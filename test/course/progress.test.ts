// How far the student is: written as a whole, read with care, and never a reason to stop.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Progress, type ProgressDisk } from "../../src/course/progress.ts";

test("what is changed is there for the next runner, in a file that a person can read", (t) => {
  const { file, open } = inFolder(t);
  open().change("01-hello", () => ({ passing: ["it says Hello!"], hints: { "it says Hello!": 2 } }));
  open().change("01-hello", () => ({ ran: true }));
  const { passing, hints, ran } = open().of("01-hello");
  assert.deepEqual(
    { passing, hints, ran },
    { passing: ["it says Hello!"], hints: { "it says Hello!": 2 }, ran: true },
  );
  assert.match(readFileSync(file, "utf8"), /^\{\n {2}"lessons": \{\n {4}"01-hello": \{\n/);
});

test("two runners at once do not undo each other's lessons", (t) => {
  const { open } = inFolder(t);
  const [one, other] = [open(), open()];
  one.change("01-hello", () => ({ ran: true }));
  other.change("02-routes", () => ({ ran: true }));
  assert.equal(open().of("01-hello").ran, true);
  assert.equal(open().of("02-routes").ran, true);
});

test("lessons that this version of the course does not have are kept, and so is what it does not know", (t) => {
  const { file, open } = inFolder(t);
  writeFileSync(file, '{"lessons":{"99-future":{"passing":[],"note":"mine"}}}');
  open().change("01-hello", () => ({ ran: true }));
  assert.equal(JSON.parse(readFileSync(file, "utf8")).lessons["99-future"].note, "mine");
});

for (const [what, text] of [
  ["an empty file", ""],
  ["half a file", '{"lessons":{"01-hello":{"pass'],
  ["a list", "[]"],
  ["another shape", '{"lessons":{"01-hello":{"passing":"all"}}}'],
  ["a number that is none", '{"lessons":{"01-hello":{"hints":{"a":"two"}}}}'],
  ["bytes that are no text", "\u0000\u0000\u0000"],
] as const) {
  test(`${what} is set aside with a sentence, and the course goes on`, (t) => {
    const { folder, file, open, warnings } = inFolder(t);
    writeFileSync(file, text);
    const progress = open();
    assert.match(
      warnings.join(),
      /^progress\.json was damaged\. It is kept as progress\.damaged-\d+\.json, /,
    );
    const aside = readdirSync(folder).find((name) => name.includes("damaged")) ?? "";
    assert.equal(readFileSync(join(folder, aside), "utf8"), text);
    progress.change("01-hello", () => ({ ran: true }));
    assert.equal(open().of("01-hello").ran, true);
    assert.equal(warnings.length, 1);
  });
}

test("a mark that Windows puts at the beginning of a text, and its line ends, are no damage", (t) => {
  const { file, open, warnings } = inFolder(t);
  writeFileSync(file, '\uFEFF{\r\n"lessons": { "01-hello": { "ran": true } }\r\n}\r\n');
  assert.equal(open().of("01-hello").ran, true);
  assert.deepEqual(warnings, []);
});

for (const [code, words] of [
  ["ENOSPC", "the disk is full"],
  ["EROFS", "it is read-only"],
  ["EACCES", "it may not be written"],
] as const) {
  test(`where nothing can be written (${code}), it is said once, and known until the end`, (t) => {
    const { open, warnings } = inFolder(t);
    const progress = open({ replace: () => fail(code) });
    progress.change("01-hello", () => ({ ran: true }));
    progress.change("02-routes", () => ({ ran: true }));
    assert.deepEqual(warnings, [
      `Your progress could not be saved in progress.json: ${words}. All else goes on.`,
    ]);
    assert.equal(progress.of("01-hello").ran && progress.of("02-routes").ran, true);
  });
}

test("a damaged file that cannot be set aside is left as it is", (t) => {
  const { file, open, warnings } = inFolder(t);
  writeFileSync(file, "{");
  const progress = open({ rename: () => fail("EBUSY") });
  progress.change("01-hello", () => ({ ran: true }));
  progress.change("01-hello", () => ({ passing: ["a"] }));
  assert.equal(warnings.length, 1);
  assert.match(
    warnings.join(),
    /cannot be set aside: another program holds it open\. It is left as it is\.$/,
  );
  assert.equal(readFileSync(file, "utf8"), "{");
});

test("a write that is broken off leaves the file as it was", (t) => {
  const { file, open, folder } = inFolder(t);
  open().change("01-hello", () => ({ ran: true }));
  const before = readFileSync(file, "utf8");
  // What a runner leaves that is killed while it writes.
  writeFileSync(join(folder, "progress.json.1.new"), '{"less');
  assert.equal(readFileSync(file, "utf8"), before);
  assert.equal(open().of("01-hello").ran, true);
});

function inFolder(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-progress-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "progress.json");
  const warnings: string[] = [];
  const open = (disk: Partial<ProgressDisk> = {}) =>
    new Progress(file, (sentence) => warnings.push(sentence), disk);
  return { folder, file, warnings, open };
}

function fail(code: string): never {
  throw Object.assign(new Error(code), { code });
}
