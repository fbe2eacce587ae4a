// The commands of the course: exit codes, --json, what they leave behind, and that nothing lives on after them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeCourse, ROOT, type TestCourse } from "../../course/support/course.ts";
import { isAlive } from "../../support/alive.ts";
import { eventually } from "../../support/eventually.ts";
import { run } from "../../support/start.ts";

const EXERCISE = "work/01-hello/exercise.ts";
const windows = process.platform === "win32";

test("5, 05 and 05-name are one lesson", async (t) => {
  const course = withSolution(t);
  for (const name of ["1", "01", "01-hello"]) {
    const { code, out } = await course.run("check", name);
    assert.equal(code, 0);
    assert.match(out, /^Lesson 01: /);
  }
});

for (const args of [
  ["check", "99"],
  ["check", "parameters"],
  ["check", "1", "2"],
  ["check", "all", "--file", "x.ts"],
  ["check", "1", "--file", "nowhere.ts"],
  ["check", "1", "--file"],
  ["list", "--json"],
  ["reset"],
  ["dance"],
  [],
]) {
  test(`"${args.join(" ")}" is a usage error: exit code 2, no stack`, async (t) => {
    const { code, out, errors } = await makeCourse(t).run(...args);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.doesNotMatch(errors, /\n\s+at /);
  });
}

test("--json tells all there is, whatever the outcome", async (t) => {
  const course = makeCourse(t);
  const first = await json(course, "1");
  assert.equal(first.code, 1);
  assert.deepEqual([first.value.version, first.value.passed], [1, false]);
  const [lesson] = first.value.lessons;
  assert.equal(lesson.start.mistake, "exited-at-start");
  assert.deepEqual(
    lesson.checks.map(({ result }: { result: string }) => result),
    ["not run", "not run", "not run"],
  );
  course.write(
    EXERCISE,
    solution(course).replace('res.end("Hello!")', 'res.end(req.url === "/" ? "Hello!" : "?")'),
  );
  const second = await json(course, "1");
  // The check that fails goes further: the lesson is passed without it.
  assert.equal(second.code, 0);
  assert.equal(second.value.passed, true);
  const { failure, ...check } = second.value.lessons[0].checks[2];
  assert.deepEqual(check, { step: "b", title: "it answers to /further", further: true, result: "fail" });
  assert.deepEqual(Object.keys(failure), ["sent", "got", "wanted", "why", "try", "mistake"]);
});

test("all lessons at once: those that are not begun are named, and not passed", async (t) => {
  const course = withSolution(t);
  const { code, out } = await course.run("check", "all");
  assert.equal(code, 1);
  assert.equal(out, "✓ 01  3 of 3 pass\n· 02  not begun\n");
  assert.ok(!course.has("work/02-routes"));
  course.write("work/02-routes/exercise.ts", course.read("lessons/02-routes/solution.ts"));
  assert.equal((await course.run("check", "all")).code, 0);
  const { value } = await json(course, "all");
  assert.deepEqual(
    value.lessons.map(({ passed }: { passed: boolean }) => passed),
    [true, true],
  );
});

test("another file is checked with --file, and nothing is written down", async (t) => {
  const course = makeCourse(t);
  const { code } = await course.run("check", "1", "--file", course.path("lessons/01-hello/solution.ts"));
  assert.equal(code, 0);
  assert.ok(!course.has("work"));
});

test("a file with the line ends of Windows and a mark at its beginning passes", async (t) => {
  const course = makeCourse(t);
  course.write(EXERCISE, `\uFEFF${solution(course).replaceAll("\n", "\r\n")}`);
  assert.equal((await course.run("check", "1")).code, 0);
});

test("a lesson stays passed when its file is changed or begins anew", async (t) => {
  const course = withSolution(t);
  await course.run("check", "1");
  await course.run("reset", "1");
  assert.match((await course.run("list")).out, /✓ 01 .* passed \d{4}/);
  assert.match((await course.run("solution", "1")).out, /solution\.ts\n\n\/\/ /);
});

test("the solution is shown before a pass only by --anyway", async (t) => {
  const course = makeCourse(t);
  assert.equal((await course.run("solution", "1")).code, 1);
  const { code, out } = await course.run("solution", "1", "--anyway");
  assert.equal(code, 0);
  assert.ok(out.includes(solution(course).trimEnd()));
});

test("the shipped files are never written", async (t) => {
  const course = withSolution(t);
  const before = readdirSync(course.path("lessons"), { recursive: true }).join();
  for (const args of [["check", "1"], ["hint", "2"], ["reset", "1"], ["list"], ["learn"]])
    await course.run(...args);
  assert.equal(readdirSync(course.path("lessons"), { recursive: true }).join(), before);
  assert.equal(course.read("lessons/01-hello/exercise.ts"), original(course));
});

for (const [name, what] of [
  ["lessons/01-hello/exercise.ts", /^lessons\/01-hello\/exercise\.ts cannot be read: it is not there\./],
  ["lessons", /^No lesson is in /],
] as const) {
  test(`${name} is missing: it says so, and how to get it back`, async (t) => {
    const course = makeCourse(t);
    rmSync(course.path(name), { recursive: true });
    const { code, errors } = await course.run("check", "1");
    assert.equal(code, 1);
    assert.match(errors, what);
    assert.match(errors, /git checkout -- lessons\n$/);
  });
}

test("a lesson whose checks are missing is named, and the others work", async (t) => {
  const course = makeCourse(t);
  rmSync(course.path("lessons/02-routes/checks.ts"));
  const { code, errors } = await course.run("check", "2");
  assert.equal(code, 1);
  assert.match(errors, /^lessons\/02-routes\/checks\.ts is not there\.\n.*git checkout -- lessons/);
  assert.equal((await course.run("list")).code, 0);
});

test("checks that cannot be loaded are the course's fault, and are named", async (t) => {
  const course = makeCourse(t);
  course.write("lessons/01-hello/checks.ts", "const = ;");
  const { code, errors } = await course.run("check", "1");
  assert.equal(code, 1);
  assert.match(errors, /^lessons\/01-hello\/checks\.ts cannot be loaded: /);
});

for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
  test(`${signal} in the middle of a check that loops: no server is left`, { skip: windows }, async (t) => {
    const course = makeCourse(t);
    const note = 'import { writeFileSync } from "node:fs";\n';
    const loop = 'writeFileSync(new URL("./pid", import.meta.url), String(process.pid));\nwhile (true);\n';
    course.write(EXERCISE, note + loop);
    const check = course.start("check", "1");
    await eventually(
      () => course.has("work/01-hello/pid") && course.read("work/01-hello/pid") !== "",
      "the loop",
    );
    const pid = Number(course.read("work/01-hello/pid"));
    check.child.kill(signal);
    await check.exit();
    await eventually(() => !isAlive(pid), `process ${pid} to be gone`);
  });
}

test("the example: started, changed, broken, mended, stopped", { skip: windows }, async (t) => {
  const course = makeCourse(t);
  const lesson = course.start("lesson", "1");
  await eventually(() => lesson.out.includes("Try from another terminal"), "the greeting");
  const url = /http:\/\/localhost:\d+/.exec(lesson.out)?.[0] ?? "";
  assert.equal(await (await fetch(url)).text(), "Hello!");
  await eventually(() => lesson.out.includes("A request: GET /"), "what it prints");
  const server = "work/01-hello/server.ts";
  const works = course.read(server);
  course.write(
    server,
    works.replace("res.end", 'if (req.url === "/crash") throw new Error("as asked");\n  res.end'),
  );
  await eventually(() => count(lesson.out, "The example listens on") === 2, "the restart");
  await fetch(`${url}/crash`).catch(() => {});
  await eventually(() => /why +Error: as asked at server\.ts:\d+/.test(lesson.out), "the explanation");
  course.write(server, works);
  await eventually(() => count(lesson.out, "The example listens on") === 3, "the second restart");
  assert.equal(await (await fetch(url)).text(), "Hello!");
  lesson.child.kill("SIGINT");
  assert.equal(await lesson.exit(), 0);
  await assert.rejects(fetch(url));
});

test("a whole copy of the course in a folder with spaces and signs works by its own commands", async (t) => {
  const root = mkdtempSync(join(ROOT, "work", "a copy é 100% #1 "));
  t.after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  for (const name of ["src", "lessons", "package.json"])
    cpSync(join(ROOT, name), join(root, name), { recursive: true });
  const check = run(t, [
    "--import",
    "tsx",
    join(root, "src", "cli", "course.ts"),
    "check",
    "01",
    "--file",
    join(root, "lessons", "01-server", "solution.ts"),
  ]);
  assert.equal(await check.exit(), 0, check.stdout + check.stderr);
  writeFileSync(join(root, "lessons", "01-server", "exercise.ts"), "// Changed by an update.\n");
  const learn = run(t, ["--import", "tsx", join(root, "src", "cli", "course.ts"), "learn"]);
  assert.equal(await learn.exit(), 0, learn.stderr);
  assert.match(learn.stdout, /work\/01-server\/exercise\.ts/);
});

test("a reader that goes away, as head does, is no error", async (t) => {
  const list = run(t, ["--import", "tsx", "src/cli/course.ts", "list"]);
  list.child.stdout?.destroy();
  await once(list.child, "exit");
  assert.doesNotMatch(list.stderr, /EPIPE|at /);
});

function withSolution(t: TestContext): TestCourse {
  const course = makeCourse(t);
  course.write(EXERCISE, solution(course));
  return course;
}

function solution(course: TestCourse): string {
  return course.read("lessons/01-hello/solution.ts");
}

/** What the fixture ships. */
function original(course: TestCourse): string {
  return course.fixture("01-hello/exercise.ts");
}

async function json(course: TestCourse, lesson: string) {
  const { code, out } = await course.run("check", lesson, "--json");
  return { code, value: JSON.parse(out) };
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
