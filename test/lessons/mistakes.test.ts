// The catalogue of mistakes: each is made in the solution of its lesson, and the student must be told what it is,
// by the explanation that belongs to it and no other.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { allLessons } from "../../src/course/lessons.ts";
import { checking, readFile } from "./support/checking.ts";
import { applyMistake, type CataloguedMistake } from "./support/mistake.ts";

const { check } = checking();
const folder = new URL("./catalogue/", import.meta.url);

for (const lesson of allLessons()) {
  const { mistakes }: { mistakes: CataloguedMistake[] } = await import(
    new URL(`${lesson.name}.ts`, folder).href
  );

  test(`${lesson.name}: the catalogue has at least six mistakes`, () => {
    assert.ok(mistakes.length >= 6, `${mistakes.length}`);
  });

  for (const mistake of mistakes) {
    test(`${lesson.name}: ${mistake.name}: the student is told ${mistake.expect}`, async () => {
      const code = applyMistake(readFile(lesson, "solution.ts"), mistake);
      const verdict = await check(lesson, code, { stopsAtFirst: true });
      const failed = verdict.results.find(({ failure }) => failure !== undefined);
      const failure = failed?.failure ?? verdict.start; // The first is what the student reads first.
      assert.ok(failure, "It was not found.");
      assert.equal(failure.mistake, mistake.expect, JSON.stringify(failure, null, 1));
      if (mistake.check !== undefined) assert.equal(failed?.check.title, mistake.check);
      if (mistake.blames !== undefined) assert.match(failure.sent ?? "", new RegExp(mistake.blames));
      for (const part of mistake.says ?? [])
        assert.ok(`${failure.why} ${failure.tip}`.includes(part), failure.why);
    });
  }
}

test("each file of the catalogue belongs to a lesson", () => {
  const names = allLessons().map(({ name }) => `${name}.ts`);
  assert.deepEqual(
    readdirSync(folder).filter((name) => !names.includes(name)),
    [],
  );
});
