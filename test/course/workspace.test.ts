// The student's own files: copied, kept, reset, and the shipped ones never touched.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import { CourseFault } from "../../src/course/fault.ts";
import { allLessons, LESSONS_FOLDER } from "../../src/course/lessons.ts";
import { ServerProcess } from "../../src/course/server-process.ts";
import { seenFrom, Workspace } from "../../src/course/workspace.ts";
import { makeCourse } from "./support/course.ts";

const EXERCISE = "work/01-hello/exercise.ts";

test("the first visit copies both files, and the next one leaves them alone", (t) => {
  const { course, workspace, lesson } = open(t);
  assert.deepEqual(workspace.open(lesson), ["exercise.ts", "server.ts"]);
  assert.equal(course.read(EXERCISE), course.read("lessons/01-hello/exercise.ts"));
  course.write(EXERCISE, "mine");
  assert.deepEqual(workspace.open(lesson), []);
  assert.equal(course.read(EXERCISE), "mine");
});

for (const [i, name] of ["01-hello", "02-routes"].entries()) {
  test(`the copy of the example of ${name} runs: what it names relative to itself is found`, async (t) => {
    const { workspace, lessons } = open(t);
    const lesson = lessons[i] as (typeof lessons)[number];
    workspace.open(lesson);
    const server = new ServerProcess();
    t.after(() => server.end());
    const start = await server.load(workspace.file(lesson, "server.ts"), { listener: false });
    assert.equal(start.kind, "listening", server.output);
    const reply = await fetch(`http://127.0.0.1:${server.port}/`);
    assert.equal(await reply.text(), "Hello!");
    if (i > 0) return;
    const page = await fetch(`http://127.0.0.1:${server.port}/page`);
    assert.match(await page.text(), /<title>Hello/);
  });
}

for (const name of readdirSync(LESSONS_FOLDER).filter((name) => /^\d\d-/.test(name))) {
  test(`the example of lesson ${name} finds all its modules when it is copied`, () => {
    const shipped = join(LESSONS_FOLDER, name, "server.ts");
    const copy = join(LESSONS_FOLDER, "..", "work", name, "server.ts");
    const text = seenFrom(copy, shipped, readFileSync(shipped, "utf8"));
    for (const [, path = ""] of text.matchAll(/(?:from|import|URL)\s*\(?\s*["'`](\.[^"'`]+\.\w+)["'`]/g)) {
      assert.ok(existsSync(resolve(dirname(copy), path)), path);
    }
  });
}

test("a reset keeps what was there, under the next name that is free", (t) => {
  const { course, workspace, lesson } = open(t);
  workspace.open(lesson);
  for (const [i, text] of ["first", "second"].entries()) {
    course.write(EXERCISE, text);
    const backup = workspace.reset(lesson, "exercise.ts") ?? "";
    assert.equal(workspace.shown(backup), `work/01-hello/exercise.backup-${i + 1}.ts`);
    assert.equal(readFileSync(backup, "utf8"), text);
    assert.equal(course.read(EXERCISE), course.read("lessons/01-hello/exercise.ts"));
  }
});

test("a reset of what is as shipped keeps nothing, be its line ends those of Windows", (t) => {
  const { course, workspace, lesson } = open(t);
  workspace.open(lesson);
  course.write(EXERCISE, course.read(EXERCISE).replaceAll("\n", "\r\n"));
  assert.equal(workspace.isChanged(lesson, "exercise.ts"), false);
  assert.equal(workspace.reset(lesson, "exercise.ts"), undefined);
});

test("a reset of a file that is gone brings it back", (t) => {
  const { course, workspace, lesson } = open(t);
  assert.equal(workspace.reset(lesson, "exercise.ts"), undefined);
  assert.ok(course.has(EXERCISE));
});

test("where work/ cannot be written, it says so and what to do", (t) => {
  const { course, workspace, lesson } = open(t);
  course.write("work", "a file, where the folder should be");
  assert.throws(
    () => workspace.open(lesson),
    (error: Error) => {
      assert.ok(error instanceof CourseFault);
      assert.match(error.message, /^work\/01-hello\/exercise\.ts could not be written: /);
      assert.match(error.message, /Copy the whole course to a folder that is yours/);
      return true;
    },
  );
});

function open(t: TestContext) {
  const course = makeCourse(t);
  const lessons = allLessons(course.path("lessons"));
  const [lesson] = lessons;
  return {
    course,
    workspace: new Workspace(course.root),
    lessons,
    lesson: lesson as (typeof lessons)[number],
  };
}
