// The catalogue of mistakes: each is made in the solution of its lesson, and the student must be told what it is,
// by the explanation that belongs to it and no other.
//
// There are some forty for each lesson, and each starts a server. So `npm test` proves one of them beside the one
// that lessons/README.md quotes (map.test.ts), and `npm run mistakes` proves all. MISTAKES_SEED=2 chooses others: seeds
// that follow one another walk through the whole catalogue.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { allLessons, LESSONS_FOLDER, type LessonFolder } from "../../../src/course/lessons.ts";
import { checking } from "../support/checking.ts";
import { readFile } from "../support/files.ts";
import { applyMistake, type CataloguedMistake } from "../support/mistake.ts";

const { check } = checking();
const isWhole = process.env.MISTAKES === "all";
const seed = Number(process.env.MISTAKES_SEED ?? 1);
const folder = new URL("./catalogue/", import.meta.url);
const map = readFileSync(join(LESSONS_FOLDER, "README.md"), "utf8");

const words = (process.env.MISTAKES_OF ?? "").split(" ");
const lessons = allLessons().filter(({ name }) => words.some((word) => name.includes(word)));
const catalogue = new Map<LessonFolder, CataloguedMistake[]>();
for (const lesson of lessons)
  catalogue.set(lesson, (await import(new URL(`${lesson.name}.ts`, folder).href)).mistakes);

for (const [lesson, mistakes] of catalogue) {
  test(`${lesson.name}: the catalogue has at least six mistakes`, () => {
    assert.ok(mistakes.length >= 6, `${mistakes.length}`);
  });
}

const which = isWhole ? "each mistake" : `a mistake of each lesson (MISTAKES_SEED=${seed})`;
// Side by side: a server that hangs only waits.
describe(`${which} is recognised`, { concurrency: 4 }, () => {
  for (const [lesson, mistakes] of catalogue) {
    for (const mistake of isWhole ? mistakes : [chosen(lesson, mistakes)]) {
      test(`${lesson.name}: ${mistake.name}: the student is told ${mistake.expect}`, () =>
        prove(lesson, mistake));
    }
  }
});

/** One that lessons/README.md does not quote, in each lesson at another place of the catalogue. */
function chosen({ number }: LessonFolder, mistakes: CataloguedMistake[]): CataloguedMistake {
  const others = mistakes.filter(({ name }) => !map.includes(`<!-- catalogue: ${name} -->`));
  const mistake = others[(Number(number) * 7 + seed) % others.length];
  assert.ok(mistake, "MISTAKES_SEED must be a whole number from 0 on.");
  return mistake;
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
