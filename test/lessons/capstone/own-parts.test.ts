// The capstone as a student meets it: the exercises of all lessons lie in work/, and lesson 17 takes its parts from
// them. Here the student is one who wrote what the solutions have.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { runCourse } from "../../../src/cli/commands/run.ts";
import { allLessons, LESSONS_FOLDER, type LessonFolder, ROOT } from "../../../src/course/lessons.ts";

const src = new URL("../../../src/", import.meta.url).href;
const capstone = "17-your-own";

test("the parts that a student wrote in the exercises carry the shop: every black-box test passes", async (t) => {
  const student = await studentWith(t, ({ number }) => number < "17");
  const taken = await student.run("parts", "--take");
  assert.match(taken.out, /^Of 12 parts 12 are yours\.$/m);
  assert.match(taken.out, /^12 were taken/m);
  const text = student.exercise();
  assert.equal(text.match(/"\.\.\/\d\d-[\w-]+\/exercise\.ts"/g)?.length, 12);
  assert.doesNotMatch(text, /^import \{ (?!type)[^}]*\} from "[^"]*\/04-routing\/router\.ts"/m);
  const { code, out } = await student.run("check", "17");
  assert.match(out, /^Of 12 parts 12 are yours\.$/m);
  assert.match(out, /^All checks pass\./m);
  assert.equal(code, 0);
});

test("only what is written and passes its own lesson is taken, and the table says why", async (t) => {
  const student = await studentWith(t, ({ number }) => ["04", "09", "14"].includes(number));
  student.forget("09-body", 1);
  student.forget("14-updates", "e"); // The core is passed; the step of mustMatch is not.
  const { out } = await student.run("parts");
  assert.match(out, /^Of 12 parts 0 are yours\.$/m);
  assert.match(out, /^ {2}04 {2}findRoute +the course's +yours passes: it can be taken$/m);
  assert.match(out, /^ {2}05 {2}decodes, fitsPattern +the course's +yours is not written yet$/m);
  assert.match(out, /^ {2}09 {2}readJson, textField +the course's +yours fails: npm run check 09$/m);
  assert.match(out, /^ {2}14 {2}sendIfChanged +the course's +yours passes: it can be taken$/m);
  assert.match(out, /^ {2}14 {2}mustMatch +the course's +step e: yours fails: npm run check 14$/m);
  const taken = await student.run("parts", "17", "--take");
  assert.match(taken.out, /^Of 12 parts 2 are yours\.$/m);
  assert.match(taken.out, /^ {2}04 {2}findRoute +yours +passes$/m);
  assert.match((await student.run("parts", "--take")).out, /^None was there to take\.$/m);
});

test("--json says of each part whose it is, and how the student's own stands", async (t) => {
  const student = await studentWith(t, ({ number }) => number === "04");
  await student.run("parts", "--take");
  const [lesson] = JSON.parse((await student.run("check", "17", "--json")).out).lessons;
  assert.equal(lesson.passed, true);
  assert.deepEqual(lesson.parts.slice(0, 2), [
    { lesson: "04-routing", names: ["findRoute"], from: "own", own: "passes" },
    { lesson: "05-parameters", names: ["decodes", "fitsPattern"], from: "course", own: "unwritten" },
  ]);
});

test("a lesson that is not put together of parts has none to show", async (t) => {
  const student = await studentWith(t, () => false);
  const { code, errors } = await student.run("parts", "05");
  assert.equal(code, 2);
  assert.match(errors, /^No lesson 05 is put together of parts\./);
});

/** A copy of the course in which these lessons are passed with their solutions; and lesson 17 is written. */
async function studentWith(t: TestContext, has: (lesson: LessonFolder) => boolean) {
  mkdirSync(join(ROOT, "work"), { recursive: true });
  const root = mkdtempSync(join(ROOT, "work", "test-parts-"));
  t.after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  cpSync(LESSONS_FOLDER, join(root, "lessons"), { recursive: true });
  const passing: Record<string, { step: string; title: string }[]> = {};
  for (const lesson of allLessons()) {
    const checks = join(root, "lessons", lesson.name, "checks.ts");
    writeFileSync(checks, readFileSync(checks, "utf8").replace("../../src/", src));
    if (!has(lesson) && lesson.name !== capstone) continue;
    const own = join(root, "work", lesson.name);
    mkdirSync(own, { recursive: true });
    cpSync(join(lesson.folder, "solution.ts"), join(own, "exercise.ts"));
    if (has(lesson)) passing[lesson.name] = [...(await lesson.load()).checks];
  }
  const save = () => {
    const lessons = Object.entries(passing).map(([name, checks]) => [
      name,
      { passing: checks.map(({ title }) => title) },
    ]);
    writeFileSync(
      join(root, "work", "progress.json"),
      JSON.stringify({ lessons: Object.fromEntries(lessons) }),
    );
  };
  save();
  return {
    exercise: () => readFileSync(join(root, "work", capstone, "exercise.ts"), "utf8"),
    /** As if the first so many checks of a lesson had not passed, or those of a step. */
    forget(lesson: string, what: number | string): void {
      passing[lesson] = (passing[lesson] ?? []).filter(({ step }, i) =>
        typeof what === "number" ? i >= what : step !== what,
      );
      save();
    },
    async run(...args: string[]) {
      const said = { out: "", errors: "" };
      const output = {
        write: (text: string) => (said.out += text),
        on: () => {},
        removeAllListeners: () => {},
      };
      const errors = { write: (text: string) => (said.errors += text) };
      const code = await runCourse(args, { input: process.stdin, output, errors, env: {} }, root);
      return { code, ...said };
    },
  };
}
