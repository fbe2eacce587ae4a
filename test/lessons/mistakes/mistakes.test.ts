// The catalogue of mistakes: each is made in the solution of its lesson, and the student must be told what it is,
// by the explanation that belongs to it and no other.
//
// There are some fifty for each lesson, and each starts a server. So `npm test` proves three of them, spread over
// the catalogue, and `npm run mistakes` proves all.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { allLessons, type LessonFolder } from "../../../src/course/lessons.ts";
import { checking, readFile } from "../support/checking.ts";
import { applyMistake, type CataloguedMistake } from "../support/mistake.ts";

const { check } = checking();
const SHORT = 3;
const isWhole = process.env.MISTAKES === "all";
const folder = new URL("./catalogue/", import.meta.url);

const words = (process.env.MISTAKES_OF ?? "").split(" ");
const lessons = allLessons().filter(({ name }) => words.some((word) => name.includes(word)));

for (const lesson of lessons) {
  const { mistakes }: { mistakes: CataloguedMistake[] } = await import(
    new URL(`${lesson.name}.ts`, folder).href
  );

  test(`${lesson.name}: the catalogue has at least six mistakes`, () => {
    assert.ok(mistakes.length >= 6, `${mistakes.length}`);
  });

  // Side by side: a server that hangs only waits.
  describe(`${lesson.name}: each mistake is recognised`, { concurrency: 4 }, () => {
    for (const mistake of isWhole ? mistakes : spread(mistakes)) {
      test(`${mistake.name}: the student is told ${mistake.expect}`, () => prove(lesson, mistake));
    }
  });
}

function spread(mistakes: CataloguedMistake[]): CataloguedMistake[] {
  const step = Math.max(1, mistakes.length / SHORT);
  return Array.from(
    { length: Math.min(SHORT, mistakes.length) },
    (_, i) => mistakes[Math.floor(i * step)],
  ).flatMap((mistake) => mistake ?? []);
}

async function prove(lesson: LessonFolder, mistake: CataloguedMistake): Promise<void> {
  const code = applyMistake(readFile(lesson, "solution.ts"), mistake);
  const verdict = await check(lesson, code, { untilFailure: true });
  const failed = verdict.results.find(({ failure }) => failure !== undefined);
  const failure = failed?.failure ?? verdict.start; // The first is what the student reads first.
  assert.ok(failure, "It was not found.");
  assert.equal(failure.mistake, mistake.expect, JSON.stringify(failure, null, 1));
  if (mistake.check !== undefined) assert.equal(failed?.check.title, mistake.check);
  if (mistake.blames !== undefined) assert.match(failure.sent ?? "", new RegExp(mistake.blames));
  for (const part of mistake.says ?? [])
    assert.ok(`${failure.why} ${failure.tip}`.includes(part), failure.why);
}

test("each file of the catalogue belongs to a lesson", () => {
  const names = allLessons().map(({ name }) => `${name}.ts`);
  assert.deepEqual(
    readdirSync(folder).filter((name) => !names.includes(name)),
    [],
  );
});
