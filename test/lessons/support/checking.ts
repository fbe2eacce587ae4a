// Checks files for the tests, each in a folder of its own below work/, where a student's would lie.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { checkLesson, type Verdict } from "../../../src/course/check-lesson.ts";
import type { LessonFolder } from "../../../src/course/lessons.ts";
import { Spare } from "../../../src/course/spare.ts";
import "./postgres.ts";

const work = fileURLToPath(new URL("../../../work/", import.meta.url));

export interface Checking {
  /** Checks this code as the exercise of a lesson. */
  check(lesson: LessonFolder, code: string, options?: { untilFailure: boolean }): Promise<Verdict>;
}

/** One spare process for a file of tests; all is gone when they are done. */
export function checking(): Checking {
  const spare = new Spare();
  let folder = "";
  before(() => {
    mkdirSync(work, { recursive: true });
    folder = mkdtempSync(join(work, "test-"));
    spare.prepare();
  });
  after(async () => {
    await spare.end();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    check: async (lesson, code, options) => {
      const own = mkdtempSync(join(folder, "one-"));
      const file = join(own, "exercise.ts");
      // One level deeper than a student's, so the way to lessons/ is one longer.
      writeFileSync(file, code.replaceAll('"../../lessons/', '"../../../lessons/'));
      const verdict = await checkLesson({ lesson: await lesson.load(), file, spare, ...options });
      spare.prepare();
      return verdict;
    },
  };
}
