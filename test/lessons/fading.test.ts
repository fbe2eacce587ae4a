// A lesson asks for little: few lines are typed, and most of what the exercise shows is known from the lesson before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allLessons } from "../../src/course/lessons.ts";
import { readFile } from "./support/files.ts";

/** Lines of code, without comments and imports, and without those that only close something. */
const LIMIT = 45;
/** From lesson 13 on each shows another side of the Library, so more of its exercise is new. */
const LIMIT_FROM_13 = 65;

let last: string[] | undefined;
for (const lesson of allLessons()) {
  const exercise = linesOf(readFile(lesson, "exercise.ts"));
  const solution = linesOf(readFile(lesson, "solution.ts"));
  const before = last;

  test(`${lesson.name}: from the exercise to the solution it is at most ${LIMIT} lines`, () => {
    const typed = newIn(solution, exercise);
    assert.ok(typed.length <= LIMIT, `${typed.length}:\n${typed.join("\n")}`);
  });

  if (before !== undefined) {
    const limit = Number(lesson.number) < 13 ? LIMIT : LIMIT_FROM_13;
    test(`${lesson.name}: the exercise has at most ${limit} lines that the last solution has not`, () => {
      const unknown = newIn(exercise, before);
      assert.ok(unknown.length <= limit, `${unknown.length}:\n${unknown.join("\n")}`);
    });
  }
  last = solution;
}

function linesOf(code: string): string[] {
  return code
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line) && !/^(\/\/|\*|\/\*|import\b)/.test(line));
}

/** The lines that `old` has not, or not so often. */
function newIn(lines: readonly string[], old: readonly string[]): string[] {
  const left = [...old];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
