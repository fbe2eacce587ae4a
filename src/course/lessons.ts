// Which lessons there are, and where their files lie.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Lesson } from "./checks.ts";

export interface LessonFolder {
  /** "05-parameters" */
  readonly name: string;
  /** "05" */
  readonly number: string;
  readonly folder: string;
  /** "listener" when the exercise exports one, "itself" when it listens by itself. */
  readonly load: () => Promise<Lesson>;
}

/** The folder that has package.json, lessons/ and work/. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const LESSONS_FOLDER = join(ROOT, "lessons");

/** All lessons that can be checked, in their order. */
export function allLessons(folder = LESSONS_FOLDER): LessonFolder[] {
  return readdirSync(folder)
    .filter((name) => /^\d\d-/.test(name) && existsSync(join(folder, name, "checks.ts")))
    .sort()
    .map((name) => {
      const own = join(folder, name);
      return { name, number: name.slice(0, 2), folder: own, load: () => loadChecks(own) };
    });
}

/** The lesson for "5", "05" or "05-parameters"; undefined when there is none. */
export function findLesson(
  wanted: string,
  lessons: readonly LessonFolder[] = allLessons(),
): LessonFolder | undefined {
  const number = /^\d{1,2}$/.test(wanted) ? wanted.padStart(2, "0") : undefined;
  return lessons.find((lesson) => lesson.name === wanted || lesson.number === number);
}

async function loadChecks(folder: string): Promise<Lesson> {
  const { lesson } = await import(pathToFileURL(join(folder, "checks.ts")).href);
  return lesson;
}
