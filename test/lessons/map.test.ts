// lessons/README.md is true: its lessons, files and minutes are those of the folders, its routes add up, and what it
// tells the instructor of a lesson stands in that lesson.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { allLessons, LESSONS_FOLDER, type LessonFolder, ROOT } from "../../src/course/lessons.ts";
import { isAsPromised, readLessonText, readPredictions } from "../../src/course/readme.ts";
import { FAULTS } from "../../src/guide/faults/faults.ts";
import { checking } from "./support/checking.ts";
import { readFile } from "./support/files.ts";
import { applyMistake, type CataloguedMistake } from "./support/mistake.ts";

const map = readFileSync(join(LESSONS_FOLDER, "README.md"), "utf8").replaceAll("\r\n", "\n");
const lessons = allLessons();
const { check } = checking();
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const OF_EVERY_LESSON = ["server.ts", "exercise.ts", "solution.ts", "checks.ts"];

test("its table has every lesson, with its title, its files, what it stands on, and its minutes", () => {
  const rows = rowsBelow("lesson").map(([title, , files, from, minutes]) => [title, files, from, minutes]);
  const wanted = lessons.map((lesson) => [
    `[${lesson.number} ${titleOf(lesson)}](${lesson.name}/README.md)`,
    filesOf(lesson)
      .map((name) => `\`${name}\``)
      .join(", "),
    inRanges(standsOn(lesson)) || "nothing",
    String(minutesOf(lesson)),
  ]);
  assert.deepEqual(rows, wanted);
});

test("the minutes of all lessons, and of each way through them, add up", () => {
  const all = lessons.reduce((sum, lesson) => sum + minutesOf(lesson), 0);
  assert.equal(Number(/that is (\d+) minutes/.exec(map)?.[1]), all);
  const rows = rowsBelow("time");
  assert.ok(rows.length >= 4);
  for (const [time, whole = "", read = "", minutes] of rows) {
    const chosen = [
      ...lessonsIn(whole).map((lesson) => minutesOf(lesson)),
      ...lessonsIn(read).map((lesson) => minutesOf(lesson, ["remember", "read", "predict", "run"])),
    ];
    assert.equal(
      Number(minutes),
      chosen.reduce((sum, one) => sum + one, 0),
      time,
    );
  }
});

test("every command, file and link that it names exists", () => {
  for (const [, name = ""] of map.matchAll(/npm run ([\w:-]+)/g)) assert.ok(name in scripts, name);
  for (const [, path = ""] of map.matchAll(/[` ]((?:lessons|src)\/[\w./-]+\.\w+)/g))
    assert.ok(existsSync(join(ROOT, path)), path);
  for (const [, path = ""] of map.matchAll(/`work\/([\w./-]+)/g)) // Copied from the lesson's file.
    assert.ok(existsSync(join(LESSONS_FOLDER, path)), path);
  for (const [, path = ""] of map.matchAll(/\]\((?!http)([^)#]+)/g))
    assert.ok(existsSync(join(LESSONS_FOLDER, path)), path);
  for (const [, path = "", anchor] of map.matchAll(/\]\((?!http)([^)#]+)#([^)]+)\)/g)) {
    const headings = readFileSync(join(LESSONS_FOLDER, path), "utf8").matchAll(/^#+ (.+)$/gm);
    const anchors = [...headings].map(([, text = ""]) => text.toLowerCase().replaceAll(" ", "-"));
    assert.ok(anchors.includes(anchor ?? ""), anchor);
  }
});

test("every fault that it names for the shop is one", () => {
  const [, paragraph = ""] = /^(Some lessons can be shown on the shop[\s\S]*?)\n\n/m.exec(map) ?? [];
  const named = [...paragraph.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
  const known = FAULTS.map(({ name }) => name as string);
  assert.ok(named.length >= 1);
  for (const name of named) assert.ok(known.includes(name ?? ""), name);
});

test("every lesson has its notes for the instructor, in order, and nothing else has", () => {
  const titles = [...map.matchAll(/^### (\d\d .+)$/gm)].map(([, title]) => title);
  assert.deepEqual(
    titles,
    lessons.map((lesson) => `${lesson.number} ${titleOf(lesson)}`),
  );
});

describe("the notes of each lesson are true", { concurrency: 2 }, () => {
  for (const lesson of lessons) {
    const notes =
      new RegExp(`^### ${lesson.number} [\\s\\S]*?(?=^##|(?![\\s\\S]))`, "m").exec(map)?.[0] ?? "";
    const readme = readFile(lesson, "README.md");

    test(`${lesson.name}: the minutes, the requests, and the commands on the projector are the lesson's`, () => {
      const [, all, exercise] = /(\d+) minutes, of which the exercise has (\d+)\./.exec(notes) ?? [];
      assert.equal(Number(all), minutesOf(lesson));
      assert.equal(Number(exercise), minutesOf(lesson, ["make"]));
      const named = [
        ...notes.matchAll(/`((?:GET|PUT|POST|DELETE) [^`]+|npm run send [^`]+|node [^`]+|\/[\w/]+)`/g),
      ];
      for (const [, text = ""] of [...named, ...notes.matchAll(/(http:\/\/[^\s`:]+:\d+[^\s:,]*?)[.:,]?\s/g)])
        assert.ok(readme.includes(text), text);
      for (const [, number] of notes.matchAll(/npm run lesson (\d\d)/g)) assert.equal(number, lesson.number);
    });

    test(`${lesson.name}: its wrong answers are options of the lesson, and wrong`, () => {
      const part = /\*\*Prediction:\*\*([\s\S]*?)\n- \*\*/.exec(notes)?.[1] ?? "";
      const quoted = [...part.matchAll(/"([^"]+)"/g)].map(([, text = ""]) => text.replace(/\s+/g, " "));
      const section = readLessonText(readme).sections.find(({ title }) => title === "Predict");
      const wrong = readPredictions(section?.text ?? "").flatMap(({ options, answer }) =>
        options.filter((_, i) => i !== answer - 1),
      );
      assert.ok(quoted.length >= 2);
      for (const text of quoted) assert.ok(wrong.includes(text), text);
    });

    test(`${lesson.name}: who makes its mistake reads what it quotes, from the check that it names`, async () => {
      const { mistakes }: { mistakes: CataloguedMistake[] } = await import(
        `./mistakes/catalogue/${lesson.name}.ts`
      );
      const part = /\*\*Mistake:\*\*[\s\S]*/.exec(notes)?.[0] ?? "";
      const name = /<!-- catalogue: (.*?) -->/.exec(part)?.[1];
      const mistake = mistakes.find((one) => one.name === name);
      assert.ok(mistake, name);
      const verdict = await check(lesson, applyMistake(readFile(lesson, "solution.ts"), mistake), {
        untilFailure: true,
      });
      const failed = verdict.results.find(({ failure }) => failure !== undefined);
      assert.ok(failed, `It was not found: ${JSON.stringify(verdict.start)}`);
      assert.equal(/Check\s+"([^"]+)"/.exec(part)?.[1]?.replace(/\s+/g, " "), failed.check.title);
      const quoted = [...part.matchAll(/^ +> (.*)$/gm)].map(([, line]) => line).join(" ");
      assert.ok(isAsPromised(quoted, failed.failure?.why ?? ""), failed.failure?.why);
    });
  }
});

/** The cells of the table whose first column has this heading. */
function rowsBelow(heading: string): string[][] {
  const table = new RegExp(`^\\| ${heading} \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)`, "m").exec(map)?.[1] ?? "";
  return table
    .trimEnd()
    .split("\n")
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

function titleOf(lesson: LessonFolder): string {
  return readLessonText(readFile(lesson, "README.md")).title.replace(/^Lesson \d\d: /, "");
}

function filesOf(lesson: LessonFolder): string[] {
  return readdirSync(lesson.folder).filter((name) => name.endsWith(".ts") && !OF_EVERY_LESSON.includes(name));
}

/** The earlier lessons of which the exercise imports a file. */
function standsOn(lesson: LessonFolder): string[] {
  const imports = readFile(lesson, "exercise.ts").matchAll(/from "\.\.\/\.\.\/lessons\/(\d\d)-/g);
  const numbers = [...imports].map(([, number = ""]) => number).filter((number) => number !== lesson.number);
  return [...new Set(numbers)].sort();
}

/** The minutes that the lesson's README states, of some of its parts or of all. */
function minutesOf(lesson: LessonFolder, parts?: readonly string[]): number {
  const stated = /<!-- minutes: (.*) -->/.exec(readFile(lesson, "README.md"))?.[1] ?? "";
  return [...stated.matchAll(/(\w+) (\d+)/g)]
    .filter(([, part = ""]) => parts === undefined || parts.includes(part))
    .reduce((sum, [, , minutes]) => sum + Number(minutes), 0);
}

/** "02–04, 06" */
function inRanges(numbers: readonly string[]): string {
  const runs: string[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && Number(run.at(-1)) === Number(number) - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.flatMap((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run)).join(", ");
}

function lessonsIn(ranges: string): LessonFolder[] {
  return [...ranges.matchAll(/(\d\d)(?:–(\d\d))?/g)].flatMap(([, first = "", last = first]) => {
    const found = lessons.filter(({ number }) => number >= first && number <= last);
    assert.equal(found.length, Number(last) - Number(first) + 1, ranges);
    return found;
  });
}
