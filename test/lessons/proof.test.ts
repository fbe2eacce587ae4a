// The proof that the course is right: for each lesson, the exercise as shipped fails the checks that are its
// point, the solution passes all, and nothing is missing.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { allLessons } from "../../src/course/lessons.ts";
import { checking } from "./support/checking.ts";
import { readFile } from "./support/files.ts";

const { check } = checking();

const lessons = allLessons();

// Two side by side: each waits for its server most of the time.
describe("the checks tell the exercise from the solution", { concurrency: 2 }, () => {
  for (const lesson of lessons) {
    test(`${lesson.name}: the exercise as shipped fails the checks that are its point, and no other`, async () => {
      const { checks } = await lesson.load();
      const { start, results } = await check(lesson, readFile(lesson, "exercise.ts"));
      if (start !== undefined) {
        assert.equal(results.length, 0);
        assert.ok(
          checks.every(({ isPoint }) => isPoint),
          start.got,
        );
        return;
      }
      for (const [i, { failure, check }] of results.entries()) {
        assert.equal(
          failure !== undefined,
          check.isPoint === true,
          `${i + 1}. ${check.title}: ${failure?.got}`,
        );
      }
      const unseen = checks.slice(results.length);
      assert.ok(
        unseen.every(({ isPoint }) => isPoint),
        "A check that is not the point did not run.",
      );
    });

    test(`${lesson.name}: the solution passes every check`, async () => {
      const { checks } = await lesson.load();
      const { start, results } = await check(lesson, readFile(lesson, "solution.ts"));
      assert.equal(start, undefined);
      assert.deepEqual(
        results
          .filter(({ failure }) => failure !== undefined)
          .map(({ check, failure }) => [check.title, failure]),
        [],
      );
      assert.equal(results.length, checks.length);
    });
  }
});

for (const lesson of lessons) {
  test(`${lesson.name}: each check has its own title, three hints, and mistakes with ids of their own`, async () => {
    const { checks } = await lesson.load();
    const titles = checks.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length);
    for (const { title, hints } of checks) {
      assert.ok(title.length <= 62, `${title}: too long for a line of the terminal`);
      assert.equal(new Set(hints).size, 3, title);
    }
  });

  test(`${lesson.name}: the files of a lesson are there, and no others`, () => {
    const files = readdirSync(lesson.folder);
    for (const name of ["README.md", "server.ts", "exercise.ts", "solution.ts", "checks.ts"]) {
      assert.ok(existsSync(join(lesson.folder, name)), name);
    }
    assert.deepEqual(
      files.filter((name) => !/\.(ts|md|svg|html|conf)$/.test(name)),
      [],
    );
  });

  test(`${lesson.name}: server.ts has at most 70 lines, the other module at most 80`, () => {
    for (const name of readdirSync(lesson.folder).filter((name) => name.endsWith(".ts"))) {
      if (["checks.ts", "exercise.ts", "solution.ts"].includes(name)) continue;
      const lines = readFile(lesson, name).split("\n").length;
      assert.ok(lines <= (name === "server.ts" ? 70 : 80), `${name}: ${lines}`);
    }
  });
}
