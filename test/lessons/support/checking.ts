// Checks files for the tests, each in a folder of its own below work/, where a student's would lie.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { checkLesson, type Result, type Verdict } from "../../../src/course/check-lesson.ts";
import type { LessonFolder } from "../../../src/course/lessons.ts";
import { Spare } from "../../../src/course/spare.ts";

const work = fileURLToPath(new URL("../../../work/", import.meta.url));

export interface Checking {
  /** Checks this code as the exercise of a lesson. */
  check(lesson: LessonFolder, code: string): Promise<Verdict>;
  /** The same up to the first check that fails: a crash in each of ten checks would start ten processes. */
  checkToFailure(lesson: LessonFolder, code: string): Promise<Verdict>;
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
  const check = async (lesson: LessonFolder, code: string, onResult: (result: Result) => void) => {
    try {
      const own = mkdtempSync(join(folder, "one-"));
      const file = join(own, "exercise.ts");
      // One level deeper than a student's, so the way to lessons/ is one longer.
      writeFileSync(file, code.replaceAll('"../../lessons/', '"../../../lessons/'));
      return await checkLesson({ lesson: await lesson.load(), file, spare, onResult });
    } finally {
      spare.prepare();
    }
  };
  return {
    check: (lesson, code) => check(lesson, code, () => {}),
    checkToFailure: async (lesson, code) => {
      const results: Result[] = [];
      const enough = new Error("Enough is known.");
      const seen = (result: Result) => {
        results.push(result);
        if (result.failure !== undefined) throw enough;
      };
      return await check(lesson, code, seen).catch((error) => {
        if (error === enough) return { results };
        throw error;
      });
    },
  };
}

export function readFile(lesson: LessonFolder, name: string): string {
  return readFileSync(join(lesson.folder, name), "utf8");
}
