// `npm run fault`: lists the faults, puts them on and off, and says plainly when it cannot.

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { runFault } from "../../src/cli/fault-run.ts";
import { PresenterKey } from "../../src/guide/class/key.ts";
import { FAULTS } from "../../src/guide/faults/faults.ts";
import { findGuide, noteGuide } from "../../src/guide/guide-file.ts";
import { folderOf, type GuideOptions, runGuide } from "../guide/faults/run-guide.ts";
import { serve } from "../support/app.ts";
import { nowhere } from "../support/elsewhere.ts";
import { eventually } from "../support/eventually.ts";
import { runHere } from "../support/here.ts";
import { script } from "../support/start.ts";

/** The command, for a guide that runs. */
async function guideAndCommand(t: TestContext, options: GuideOptions = {}) {
  const guide = await runGuide(t, options);
  return { ...guide, fault: (...args: string[]) => run(args, guide.file) };
}

async function run(args: string[], file: string) {
  const ran = await runHere(runFault, args, { GUIDE_FILE: file });
  assert.doesNotMatch(ran.stderr, /\n\s+at /);
  for (const line of (ran.stdout + ran.stderr).split("\n")) assert.ok(line.length <= 130, line);
  return ran;
}

test("it is a program, which finds the guide by its file, and says by its exit code what came of it", async (t) => {
  const { file } = await runGuide(t);
  const list = script(t, "fault", [], { GUIDE_FILE: file });
  const refused = script(t, "fault", ["nothing"], { GUIDE_FILE: file });
  assert.equal(await list.exit(), 0, list.stderr);
  assert.match(list.stdout, /^ {2}off {2}slow-database /);
  assert.equal(await refused.exit(), 2);
  assert.equal(refused.stdout, "");
  assert.match(refused.stderr, /^There is no fault "nothing"\./);
});

test("alone it lists the faults, and which are on", async (t) => {
  const { fault, faults } = await guideAndCommand(t);
  await faults.set("throw", true);
  const { code, stdout } = await fault();
  assert.equal(code, 0);
  for (const { name, title } of FAULTS) {
    const line = stdout.split("\n").find((one) => one.includes(` ${name} `)) ?? "";
    assert.match(line, name === "throw" ? /^ {2}on / : /^ {2}off /);
    assert.ok(line.endsWith(title));
  }
});

test("a fault is put on, with what to look at, and undone; off mends everything", async (t) => {
  const { fault, shop } = await guideAndCommand(t);
  const status = async () => (await fetch(`http://127.0.0.1:${shop.state.port}/products/66432`)).status;
  const on = await fault("throw");
  assert.equal(on.stdout.split("\n")[0], "On: A handler throws.");
  assert.match(on.stdout, /\nOpen a product: .*\nUndo: npm run fault -- throw off\n$/);
  assert.equal(await status(), 500);
  assert.equal((await fault("throw", "off")).stdout, "Off: A handler throws.\n");
  assert.equal(await status(), 200);
  await fault("database-away");
  assert.equal(await status(), 503);
  assert.equal((await fault("off")).stdout, "No fault is on any more.\n");
  assert.equal(await status(), 200);
});

test("pulling the plug is followed to its end", async (t) => {
  const { fault } = await guideAndCommand(t, { data: "file" });
  const { code, stdout } = await fault("pull-the-plug");
  assert.equal(code, 0);
  assert.match(stdout, /^Pull the plug\. The counter: /);
  assert.match(stdout, /\n {2}The plug is pulled, in the midst of 3 orders\./);
  assert.match(stdout, /\n {2}(\d+) of \1 acknowledged orders are there\..*\n$/);
});

test("a plug that is stopped half-way says so where it is followed", async (t) => {
  const { fault, faults } = await guideAndCommand(t);
  const followed = fault("pull-the-plug");
  const progress = () => faults.list.find(({ name }) => name === "pull-the-plug")?.progress;
  await eventually(() => (progress()?.acknowledged ?? 0) > 0, "an order");
  assert.equal((await fault("pull-the-plug", "off")).code, 0);
  const { code, stderr } = await followed;
  assert.equal(code, 1);
  assert.equal(stderr, "It was stopped before its end.\n");
});

test("in front of a class it has the key from the file; without it nothing is done", async (t) => {
  const { fault, port, faults } = await guideAndCommand(t, { key: new PresenterKey() });
  assert.equal((await fault("twice")).code, 0);
  const elsewhere = join(folderOf(t), "guide.json");
  const without = await run(["off", "--guide-port", String(port)], elsewhere);
  assert.equal(without.code, 1);
  assert.match(without.stderr, /^This is the presenter's\./);
  assert.ok(faults.list.some(({ on }) => on));
});

test("without a guide, or with something else in its place, it says so", async (t) => {
  const file = join(folderOf(t), "guide.json");
  const away = new URL(await nowhere()).port;
  const other = await serve(t, (app) => app.get("/api/faults", (_req, res) => res.text("not a guide")));
  for (const args of [[], ["throw"], ["off", "--guide-port", away], ["--guide-port", String(other.port)]]) {
    const { code, stderr } = await run(args, file);
    assert.equal(code, 1);
    assert.match(stderr, /^No guide runs here that could break the shop\. Start it .*: npm start\n/);
  }
  noteGuide({ url: `http://localhost:${away}` }, file); // One that was killed.
  assert.equal((await run([], file)).code, 1);
});

test("what is not understood is said, with what would be", async (t) => {
  const file = join(folderOf(t), "guide.json");
  for (const args of [
    ["nothing"],
    ["throw", "maybe"],
    ["throw", "on", "x"],
    ["--prot"],
    ["--guide-port", "x"],
  ]) {
    const { code, stderr } = await run(args, file);
    assert.equal(code, 2, args.join(" "));
    assert.ok(stderr.length > 0);
  }
  assert.match((await run(["nothing"], file)).stderr, /There are: slow-database, /);
  assert.match((await run(["--help"], file)).stdout, /npm run fault -- off/);
});

test("without a shop it says that there is none to break", async (t) => {
  const { fault, shop } = await guideAndCommand(t);
  shop.state = { status: "stopped" };
  const { code, stderr } = await fault("throw");
  assert.equal(code, 1);
  assert.match(stderr, /^The shop does not run\. Start it first\./);
});

test("the file is for its owner alone, and goes with the guide that wrote it", (t) => {
  const file = join(folderOf(t), "work", "guide.json");
  const forget = noteGuide({ url: "http://localhost:4000", key: "k" }, file);
  if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(findGuide(file), { url: "http://localhost:4000", key: "k" });
  const forgetOther = noteGuide({ url: "http://localhost:4001" }, file);
  forget();
  assert.equal(JSON.parse(readFileSync(file, "utf8")).url, "http://localhost:4001");
  forgetOther();
  assert.equal(existsSync(file), false);
  assert.equal(findGuide(file), undefined);
});
