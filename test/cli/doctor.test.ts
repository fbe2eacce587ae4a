// npm run doctor: a line for each thing, and what to do about those that are wrong.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { ROOT } from "../course/support/course.ts";
import { run } from "../support/start.ts";

test("on this machine all is well", async (t) => {
  const doctor = run(t, ["src/cli/doctor.js"]);
  assert.equal(await doctor.exit(), 0, doctor.stdout);
  const lines = doctor.stdout.trimEnd().split("\n");
  assert.equal(lines.at(-1), "All is well: npm run learn");
  for (const line of lines.slice(0, -2)) assert.match(line, /^ok {7}\S/);
  assert.ok(lines.length >= 10);
  assert.equal(doctor.stderr, "");
});

test("where the packages are not installed, it still runs, and says what to call", async (t) => {
  const root = copy(t, "src/cli/doctor.js");
  const doctor = run(t, [join(root, "src", "cli", "doctor.js")]);
  assert.equal(await doctor.exit(), 1);
  assert.match(doctor.stdout, /^problem {2}The package tsx is not installed\.\n {9}Call this .*: npm ci\n/);
});

for (const [version, isEnough] of [
  ["18.20.0", false],
  ["20.18.0", false],
  ["20.18.1", true],
  ["20.19.0", true],
  ["22.0.0", true],
] as const) {
  test(`Node ${version} is ${isEnough ? "new enough" : "too old, and it says so"}`, async (t) => {
    const root = copy(t, "src/cli/doctor.js");
    const pretend = join(root, "pretend.mjs");
    writeFileSync(
      pretend,
      `Object.defineProperty(process, "versions", { value: { node: "${version}" } });\n`,
    );
    const doctor = run(t, ["--import", pathToFileURL(pretend).href, join(root, "src", "cli", "doctor.js")]);
    await doctor.exit();
    assert.equal(doctor.stdout.includes(`Node ${version} is too old`), !isEnough, doctor.stdout);
  });
}

test("where nothing can be written, it says so and what to do", async (t) => {
  const root = copy(t, "src", "lessons", "package.json");
  writeFileSync(join(root, "work"), "a file, where the folder should be");
  const doctor = run(t, ["--import", "tsx", join(root, "src", "cli", "doctor.ts")]);
  assert.equal(await doctor.exit(), 1);
  assert.match(
    doctor.stdout,
    /^problem {2}.*work cannot be written: .*\n {9}Copy the course to a folder that is yours/,
  );
  assert.match(doctor.stdout, /^ok {7}a server of this machine is reached at localhost$/m);
});

function copy(t: { after(fn: () => void): void }, ...names: string[]): string {
  mkdirSync(join(ROOT, "work"), { recursive: true });
  const root = mkdtempSync(join(ROOT, "work", "test-doctor-"));
  t.after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  for (const name of names) cpSync(join(ROOT, name), join(root, name), { recursive: true });
  return root;
}
