// npm run learn, from the first visit to the end: what each key does, and what each save shows.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { makeCourse } from "../../course/support/course.ts";
import { assertGolden } from "../../course/support/golden.ts";
import { learn } from "../../course/support/screen.ts";
import { eventually } from "../../support/eventually.ts";

const EXERCISE = "work/01-hello/exercise.ts";
const STARTS = "The server does not start.";

test("a first visit, a failure, a hint, a pass, the next lesson, and the end", async (t) => {
  const { course, screen, solution } = open(t);
  await screen.hasChecked("0 of 3 checks pass");
  const pages = [screen.lines.join("\n")];
  course.write(EXERCISE, solution.replace('"Hello!"', '"Hallo"'));
  await screen.hasChecked("1 of 3 checks pass");
  pages.push(screen.lines.join("\n"));
  screen.press("h");
  await screen.shows("Hint 1 of 3");
  screen.press("h");
  await screen.shows("Hint 2 of 3");
  pages.push(screen.lines.join("\n"));
  // A save leads back from the hint to the checks.
  course.write(EXERCISE, solution);
  await screen.hasChecked("3 of 3 checks pass");
  pages.push(screen.lines.join("\n"));
  screen.press("s");
  await screen.shows("lessons/01-hello/solution.ts");
  screen.press("n");
  await screen.shows("Lesson 02: a listener that is exported");
  await screen.hasChecked("0 of 1 checks pass");
  screen.press("l");
  await screen.shows("> · 02");
  pages.push(screen.lines.join("\n"));
  screen.press("q");
  assert.equal(await screen.ended, 0);
  assert.match(screen.raw, /Your files are in work\/\. Go on with: npm run learn\n$/);
  assert.equal(screen.isRaw, false);
  assertGolden("learn", pages.join(`\n${"=".repeat(80)}\n`), course.root);
});

test("it opens at the first lesson that is not passed, and at another when that is asked for", async (t) => {
  const { course, solution } = open(t, { visit: false });
  course.write(EXERCISE, solution);
  await course.run("check", "01");
  const second = learn(t, course);
  await second.shows("Lesson 02");
  const first = learn(t, course, { args: ["1"] });
  await first.shows("Lesson 01: a program that says hello  ✓ passed");
  first.press("b");
  await first.shows("This is the first lesson.");
});

test("in the list, the number of a lesson opens it", async (t) => {
  const { screen } = open(t);
  await screen.hasChecked("0 of 3");
  screen.press("l");
  await screen.shows("type the number of a lesson");
  screen.press("0", "2");
  await screen.shows("Lesson 02: a listener that is exported");
  screen.press("l", "1");
  await screen.shows("Lesson 1: one digit more, or [enter].");
  screen.press("\r");
  await screen.shows("Lesson 01: a program that says hello");
  screen.press("l", "9", "9");
  await screen.shows("There is no lesson 99.");
});

test("in a narrow terminal what does not fit goes on in the next line", async (t) => {
  const { screen } = open(t);
  await screen.hasChecked("0 of 3");
  screen.resize(50, 40);
  await screen.shows("\n        asks you its questions.");
  const page = screen.lines.join("\n");
  assert.match(page, /listen\(\) is not called\. A program\n {10}without/);
  assert.match(page, /\n\[o\] output {2}\[c\] check {2}\[x\] anew\n/);
  assert.ok(!page.includes("..."), page);
  assert.ok(screen.lines.every((line) => line.length <= 50));
});

test("the questions: an answer is judged, explained and remembered", async (t) => {
  const { course, screen } = open(t);
  await screen.hasChecked("0 of 3");
  screen.press("r");
  await screen.shows("First predict");
  screen.press("p");
  await screen.shows("Question 1 of 2");
  screen.press("7"); // Not offered.
  screen.press("2");
  await screen.shows("✗ It is 1.");
  assert.ok(screen.lines.includes(" > 2. 404, not found"));
  screen.press("1"); // Only the first answer counts.
  screen.press("\r");
  await screen.shows("Who calls the function that is given to `createServer`?");
  screen.press("2");
  await screen.shows("✓ Right.");
  screen.press("\r");
  await screen.shows("You predicted 1 of 2.");
  await screen.shows("✓ predict   > run");
  const { predictions } = JSON.parse(course.read("work/progress.json")).lessons["01-hello"];
  assert.deepEqual(Object.values(predictions), [2, 2]);
});

test("questions that were answered halfway go on at the first open one, in the next sitting too", async (t) => {
  const { course, screen } = open(t);
  await screen.hasChecked("0 of 3");
  screen.press("p", "1", "\r");
  await screen.shows("Question 2 of 2");
  screen.press("q");
  await screen.ended;
  const next = learn(t, course);
  await next.hasChecked("0 of 3");
  next.press("p");
  await next.shows("Question 2 of 2");
  next.press("\u001B", "p");
  await next.shows("Question 2 of 2");
  next.press("2", "\r");
  await next.shows("You predicted 2 of 2.");
  next.press("p"); // All are answered: they are asked once more.
  await next.shows("Question 1 of 2");
  next.press("2", "\r", "2", "\r");
  await next.shows("You predicted 1 of 2.");
});

test("the example runs, shows what it prints, starts again at a save, and stops", async (t) => {
  const { course, screen } = open(t);
  await screen.hasChecked("0 of 3");
  screen.press("r", "r"); // Reminded once, never twice.
  await screen.shows("The example listens on http://localhost:");
  const url = /http:\/\/localhost:\d+/.exec(screen.lines.join("\n"))?.[0];
  assert.equal(await (await fetch(`${url}/a`)).text(), "Hello!");
  await screen.shows("A request: GET /a");
  const server = "work/01-hello/server.ts";
  course.write(server, course.read(server).replace(": words", ': "Changed"'));
  await eventually(async () => (await text(`${url}/b`)) === "Changed", "the changed example");
  course.write(server, "const = ;");
  await screen.shows("✗ The example does not run.");
  await screen.shows("server.ts:1");
  course.write(
    server,
    course
      .read("lessons/01-hello/server.ts")
      .replace("./words.ts", "../../lessons/01-hello/words.ts")
      .replace("./page.html", "../../lessons/01-hello/page.html"),
  );
  await screen.shows("The example listens on");
  screen.press("r");
  await screen.shows("[r] run");
  await assert.rejects(fetch(`${url}/c`));
});

test("the exercise runs too, beside the example: its address, what it prints, a restart, an end", async (t) => {
  const { course, screen, solution } = open(t);
  await screen.hasChecked("0 of 3");
  course.write(EXERCISE, solution.replace('"Hello!"', '"Hallo"'));
  await screen.hasChecked("1 of 3");
  screen.press("r", "r");
  await screen.shows("The example listens on http://localhost:");
  screen.press("e");
  await screen.shows("✓ Your exercise listens on http://localhost:");
  await screen.shows("[e] stop");
  assert.ok(screen.lines.every((line) => line.length <= 80));
  const url = /http:\/\/localhost:\d+/.exec(screen.lines.join("\n"))?.[0] ?? "";
  // What the first check that fails has sent, to this port.
  assert.ok(screen.lines.includes(`  curl -i ${url.replace("http://", "")}/`), screen.lines.join("\n"));
  assert.equal(await text(`${url}/by-hand`), "Hallo");
  await screen.shows("A request: GET /by-hand");
  course.write(EXERCISE, solution.replace('"Hello!"', '"Changed"'));
  await screen.shows("(work/01-hello/exercise.ts was saved: it starts again.)");
  await eventually(async () => (await text(`${url}/b`)) === "Changed", "the changed exercise");
  course.write(EXERCISE, "const = ;");
  await screen.shows("✗ Your exercise does not run.");
  course.write(EXERCISE, solution);
  await screen.shows("✓ Your exercise listens on");
  screen.press("r"); // The example has not ended meanwhile.
  await screen.shows("✓ The example listens on");
  screen.press("e");
  await screen.shows("✓ Your exercise listens on");
  screen.press("e");
  await screen.shows("[e] run yours");
  await assert.rejects(fetch(`${url}/c`));
});

test("begin anew: asked twice, and what was written is kept", async (t) => {
  const { course, screen, solution } = open(t);
  await screen.hasChecked("0 of 3");
  course.write(EXERCISE, solution);
  await screen.hasChecked("3 of 3");
  screen.press("x");
  await screen.shows("[x] once more");
  screen.press("c"); // Something else: the first is forgotten.
  await screen.hasChecked("3 of 3");
  screen.press("x", "x");
  await screen.shows("work/01-hello/exercise.backup-1.ts");
  await screen.shows(STARTS);
  assert.equal(course.read("work/01-hello/exercise.backup-1.ts"), solution);
  assert.equal(course.read(EXERCISE), course.read("lessons/01-hello/exercise.ts"));
});

test("a lesson put together of parts is checked, and runs anew, when a part is saved in its own folder", async (t) => {
  const { course } = open(t, { visit: false });
  const checks = "lessons/02-routes/checks.ts";
  const parts = 'parts: [{ lesson: "01-hello", module: "words.ts", names: ["words"] }],';
  course.write(checks, course.read(checks).replace("checks: [", `${parts}\n  checks: [`));
  course.write(EXERCISE, 'export const words = "Hallo";\n');
  const solution = course.read("lessons/02-routes/solution.ts");
  course.write(
    "work/02-routes/exercise.ts",
    solution.replace("../../lessons/01-hello/words.ts", "../01-hello/exercise.ts"),
  );
  const screen = learn(t, course, { args: ["2"] });
  await screen.hasChecked("0 of 1");
  await screen.shows("the checks run again");
  screen.press("e");
  await screen.shows("✓ Your exercise listens on http://localhost:");
  const url = /http:\/\/localhost:\d+/.exec(screen.lines.join("\n"))?.[0];
  course.write(EXERCISE, 'export const words = "Hello!";\n');
  await screen.shows("(work/01-hello/exercise.ts was saved: it starts again.)");
  await eventually(async () => (await text(`${url}/`)) === "Hello!", "the part that was saved");
  screen.press("\u001B");
  await screen.hasChecked("1 of 1");
  screen.press("b");
  await screen.shows("Lesson 01");
});

test("a file that is deleted gets a sentence, and is waited for", async (t) => {
  const { course, screen, solution } = open(t);
  await screen.hasChecked("0 of 3");
  rmSync(course.path(EXERCISE));
  await screen.shows("work/01-hello/exercise.ts is gone.");
  course.write(EXERCISE, solution);
  await screen.hasChecked("3 of 3");
});

test("what the server prints is a key away", async (t) => {
  const { course, screen, solution } = open(t);
  await screen.hasChecked("0 of 3");
  course.write(EXERCISE, solution);
  await screen.hasChecked("3 of 3");
  screen.press("o");
  await screen.shows("A request: GET /further");
  screen.press("\u001B");
  await screen.hasChecked("3 of 3");
});

test("at every size the page fits, and it is drawn only when it changes", async (t) => {
  const { course, screen, solution } = open(t);
  await screen.hasChecked("0 of 3");
  course.write(EXERCISE, solution.replace('"Hello!"', '"x".repeat(9_000)'));
  await screen.hasChecked("1 of 3");
  for (const [columns, rows] of [
    [80, 24],
    [40, 12],
    [200, 60],
    [20, 5],
  ] as const) {
    screen.resize(columns, rows);
    assert.ok(screen.lines.length <= rows, `${screen.lines.length} lines for ${rows}`);
    for (const line of screen.lines) assert.ok(line.length <= Math.min(columns, 80), line);
  }
  const before = screen.draws;
  screen.press("\u001B[5~", "z", "\u001B[200~pasted text that has a q in it");
  screen.press("\u001B");
  await eventually(() => screen.lines.length > 0, "nothing");
  assert.equal(screen.draws, before);
});

test("a save in the middle of a check that hangs gives that one up", async (t) => {
  const { course, screen, solution } = open(t);
  await screen.hasChecked("0 of 3");
  const pid = "work/01-hello/pid";
  const note = 'process.getBuiltinModule("node:fs").writeFileSync(new URL("./pid", import.meta.url), "1");';
  course.write(EXERCISE, `${note}\nwhile (true);\n`);
  await eventually(() => course.has(pid), "the loop");
  course.write(EXERCISE, solution);
  await screen.hasChecked("3 of 3");
});

test("Ctrl+C ends it in the middle of a check that hangs", async (t) => {
  const { course, screen, solution } = open(t);
  await screen.hasChecked("0 of 3");
  course.write(EXERCISE, solution.replace('res.end("Hello!")', "{ while (true); }"));
  await screen.shows("checking ...");
  screen.press("\u0003");
  assert.equal(await screen.ended, 0);
  // What was given up is no verdict.
  assert.ok(!course.has("work/progress.json"));
});

test("a warning stands on the page, not across it", async (t) => {
  const { course, screen } = open(t, { progress: "{ damaged" });
  await screen.shows("progress.json was damaged.");
  assert.ok(screen.lines.some((line) => line.startsWith("[n] next")));
  assert.ok(course.has("work/progress.json") === false || course.read("work/progress.json") !== "{ damaged");
});

test("a README that is missing, and a solution that is, leave the rest usable", async (t) => {
  const { course, solution } = open(t, { visit: false });
  rmSync(course.path("lessons/01-hello/README.md"));
  rmSync(course.path("lessons/01-hello/solution.ts"));
  course.write(EXERCISE, solution);
  const screen = learn(t, course);
  await screen.shows("Lesson 01: 01-hello");
  await screen.hasChecked("3 of 3");
  screen.press("p");
  await screen.shows("This lesson asks nothing.");
  screen.press("s");
  await screen.shows("lessons/01-hello/solution.ts is not there.");
});

test("in a pipe, and on a build server, it shows the same once and ends", async (t) => {
  const { course } = open(t, { visit: false });
  const piped = await course.run("learn");
  assert.equal(piped.code, 0);
  assert.match(piped.out, /work\/01-hello\/\. Open exercise\.ts/);
  const ci = learn(t, course, { env: { CI: "true" } });
  assert.equal(await ci.ended, 0);
  assert.equal(ci.isRaw, false);
});

test("a terminal that cannot move its cursor gets pages below each other", async (t) => {
  const { course } = open(t, { visit: false });
  const screen = learn(t, course, { env: { TERM: "dumb" } });
  await screen.shows(STARTS);
  assert.ok(!screen.raw.includes("\u001B"));
});

function open(t: TestContext, { visit = true, progress = "" } = {}) {
  const course = makeCourse(t);
  if (progress !== "") course.write("work/progress.json", progress);
  const solution = course.read("lessons/01-hello/solution.ts");
  const screen = visit ? learn(t, course) : (undefined as never);
  return { course, solution, screen };
}

async function text(url: string): Promise<string | undefined> {
  return fetch(url).then(
    (reply) => reply.text(),
    () => undefined,
  );
}
