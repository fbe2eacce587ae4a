// The black-box tests of lesson 17 know nothing but an address. So the shop of src/shop is put to the same ones as the
// students' servers: what the course demands of theirs, ours does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { lesson } from "../../lessons/17-your-own/checks.ts";
import { checkLesson } from "../../src/course/check-lesson.ts";
import { Spare } from "../../src/course/spare.ts";

test("the shop of src/shop passes every black-box test of the capstone", async (t) => {
  const spare = new Spare();
  t.after(() => spare.end());
  const file = fileURLToPath(new URL("./support/real-shop.ts", import.meta.url));
  const { start, results } = await checkLesson({ lesson: { ...lesson, starts: "itself" }, file, spare });
  assert.equal(start, undefined);
  assert.deepEqual(
    results
      .filter(({ failure }) => failure !== undefined)
      .map(({ check, failure }) => [check.title, failure]),
    [],
  );
  assert.equal(results.length, lesson.checks.length);
});
