// What the terminal shows, word for word: golden/*.txt. Whoever changes a sentence sees here how it reads.

import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { makeCourse, type TestCourse } from "../../course/support/course.ts";
import { assertGolden } from "../../course/support/golden.ts";
import { eventually } from "../../support/eventually.ts";

const EXERCISE = "work/01-hello/exercise.ts";

test("a first start", async (t) => {
  const course = makeCourse(t);
  assertGolden("first-start", await transcript(course, ["learn"], ["list"]), course.root);
});

test("a failure, and a hint, another, the last, and again the last", async (t) => {
  const course = makeCourse(t);
  course.write(EXERCISE, solution(course).replace('"Hello!"', '"Hallo"'));
  assertGolden("failure", await transcript(course, ["check", "01"]), course.root);
  const hints = await transcript(course, ["hint", "1"], ["hint"], ["hint"], ["hint"]);
  assertGolden("hint", hints, course.root);
});

test("a crash", async (t) => {
  const course = makeCourse(t);
  course.write(
    EXERCISE,
    solution(course).replace('res.end("Hello!")', 'res.end("Hello!");\n  res.end("Hello!")'),
  );
  assertGolden("crash", await transcript(course, ["check", "01"]), course.root);
});

test("a pass, and the solution", async (t) => {
  const course = makeCourse(t);
  course.write(EXERCISE, solution(course));
  const shown = await transcript(course, ["solution", "01"], ["check", "01"], ["solution", "01"], ["list"]);
  assertGolden("pass", shown, course.root);
});

test("a reset", async (t) => {
  const course = makeCourse(t);
  course.write(EXERCISE, "// Mine.\n");
  assertGolden("reset", await transcript(course, ["reset", "01"], ["reset", "01"]), course.root);
});

test("a server that does not compile", async (t) => {
  const course = makeCourse(t);
  course.write(EXERCISE, solution(course).replace("(req, res)", "((req, res)"));
  assertGolden("does-not-compile", await transcript(course, ["check", "01"], ["hint", "01"]), course.root);
});

test("a lesson that is not there, and an option that is not", async (t) => {
  const course = makeCourse(t);
  assertGolden("usage", await transcript(course, ["check", "99"], ["list", "--all"], ["reset"]), course.root);
});

test("a port in use", async (t) => {
  const course = makeCourse(t);
  const taken = createServer();
  t.after(() => taken.close());
  const take = () =>
    once(taken.listen(3000, "127.0.0.1"), "listening").then(
      () => true,
      () => false,
    );
  // Another test may have it just now, and give it back. Whoever keeps it for longer serves us as well.
  await eventually(take, "port 3000", 10_000).catch(() => {});
  const lesson = course.start("lesson", "01");
  await eventually(() => lesson.out.includes("It listens on"), "the example to say where it listens");
  assertGolden("port-in-use", `$ npm run lesson 01\n${lesson.out}`, course.root);
});

/** The commands one after the other, and what each showed. */
async function transcript(course: TestCourse, ...commands: string[][]): Promise<string> {
  const shown: string[] = [];
  for (const args of commands) {
    const { code, out, errors } = await course.run(...args);
    shown.push(`$ npm run ${args.join(" ")}\n${out}${errors}${code === 0 ? "" : `(exit code ${code})\n`}`);
  }
  return shown.join("\n");
}

function solution(course: TestCourse): string {
  return course.read("lessons/01-hello/solution.ts");
}
