// How long a student waits: from saving a file to the verdict on it, in a sitting as `npm run learn` has it: the
// watcher watches, and a process is kept warm. For each lesson with checks, its solution and its exercise are saved
// in turn, each time a little different, with a pause in which a student would type. Nothing else needs to be
// installed:
//
//   npm run bench:verdict
//   npm run bench:verdict -- --saves 40 --lesson 01
//
// A solution runs all its checks; an exercise as shipped may wait in vain for a reply, and then that wait is part of
// its time. So the two are told apart.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { checkLesson } from "../../src/course/check-lesson.ts";
import { allLessons, type LessonFolder, ROOT } from "../../src/course/lessons.ts";
import { Spare } from "../../src/course/spare.ts";
import { Watch } from "../../src/course/watch.ts";

/** What a student takes at least between two saves; milliseconds. */
const PAUSE = 1_000;

const { values } = parseArgs({
  options: { saves: { type: "string", default: "20" }, lesson: { type: "string" } },
});
const saves = Number(values.saves);
const work = join(ROOT, "work");
mkdirSync(work, { recursive: true });
// At the depth where a student's file lies, so that its imports work: work/bench-x/exercise.ts.
const folder = mkdtempSync(join(work, "bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

console.log(`Milliseconds from save to verdict, ${saves} saves each\n`);
console.log("lesson                     file       median    p95    max");
for (const lesson of allLessons()) {
  if (values.lesson !== undefined && lesson.number !== values.lesson.padStart(2, "0")) continue;
  for (const name of ["solution.ts", "exercise.ts"]) {
    const times = await measure(lesson, readFileSync(join(lesson.folder, name), "utf8"));
    const cells = [at(times, 0.5), at(times, 0.95), times.at(-1) ?? 0].map((time) =>
      time.toFixed(0).padStart(6),
    );
    console.log(`${lesson.name.padEnd(26)} ${name.replace(".ts", "").padEnd(9)} ${cells.join(" ")}`);
  }
}

/** Sorted. */
async function measure(folderOf: LessonFolder, code: string): Promise<number[]> {
  const lesson = await folderOf.load();
  const file = join(folder, "exercise.ts");
  writeFileSync(file, code);
  const spare = new Spare();
  spare.prepare();
  let saved = () => {};
  const watch = new Watch(file, { onSave: () => saved() });
  const times: number[] = [];
  for (let i = 0; i < saves; i += 1) {
    await delay(PAUSE);
    const seen = new Promise<void>((resolve) => {
      saved = resolve;
    });
    const start = performance.now();
    writeFileSync(file, `${code}\n// Save ${i}.\n`);
    await seen;
    await checkLesson({ lesson, file, spare });
    times.push(performance.now() - start);
    spare.prepare();
  }
  watch.end();
  await spare.end();
  return times.sort((one, other) => one - other);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
