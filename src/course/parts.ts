// Of whose parts an exercise is put together: the student's own, from the exercises of other lessons, or the course's.
// What counts is the exercise's own imports, which the student edits, so nothing is hidden.

import { readFileSync } from "node:fs";
import type { Check, Lesson, Part } from "./checks.ts";
import type { Course } from "./course.ts";
import type { LessonFolder } from "./lessons.ts";

/** "own": the student's exercise of that lesson. "other": some other file. "none": it is not imported. */
export type Owner = "own" | "course" | "other" | "none";

/** How the student's own is: whether its checks passed at the last run of its lesson. */
export type Standing = "passes" | "fails" | "unwritten";

export interface PartState {
  readonly part: Part;
  readonly owner: Owner;
  readonly standing: Standing;
}

/** The parts of a lesson, in the lesson's order; none for a lesson that is not put together. */
export async function partsOf(course: Course, folder: LessonFolder): Promise<PartState[]> {
  const { parts = [] } = await course.load(folder);
  const text = readText(course.workspace.file(folder, "exercise.ts"));
  return Promise.all(
    parts.map(async (part) => ({
      part,
      owner: ownerOf(part, text),
      standing: await standingOf(course, part),
    })),
  );
}

/** The student's files of which the lesson may be put together; none for one that is not. */
export function partFiles(course: Course, { parts = [] }: Lesson): string[] {
  const lessons = new Set(parts.map(({ lesson }) => lesson));
  return course.lessons
    .filter(({ name }) => lessons.has(name))
    .map((folder) => course.workspace.file(folder, "exercise.ts"));
}

/** The text of an exercise in which these parts are the student's own. What it imports besides stays as it is. */
export function withOwnParts(text: string, parts: readonly Part[]): string {
  return text.replace(IMPORT, (whole, names: string, from: string) => {
    const part = parts.find(
      (one) => isOf(one, names) && from.endsWith(`lessons/${one.lesson}/${one.module}`),
    );
    return part === undefined ? whole : whole.replace(`"${from}"`, `"../${part.lesson}/exercise.ts"`);
  });
}

/** import { a, b } from "..."; what is imported for its type only is no part. */
const IMPORT = /^import \{([^}]*)\} from "([^"]+)"/gm;

function ownerOf(part: Part, text: string): Owner {
  const found = [...text.matchAll(IMPORT)].filter(([, names = ""]) => isOf(part, names));
  if (found.length === 0) return "none";
  const from = found.map(([, , from = ""]) => from);
  if (from.some((path) => path.endsWith(`/lessons/${part.lesson}/${part.module}`))) return "course";
  return from.every((path) => path.endsWith(`/${part.lesson}/exercise.ts`)) ? "own" : "other";
}

/** Whether the names of an import are all this part's. */
function isOf({ names }: Part, list: string): boolean {
  const imported = list.split(",").map((name) => name.trim());
  return (
    imported.every((name) => name === "" || names.includes(name)) && imported.some((name) => name !== "")
  );
}

async function standingOf(course: Course, { lesson, step }: Part): Promise<Standing> {
  const folder = course.find(lesson);
  if (folder === undefined || !course.workspace.isChanged(folder, "exercise.ts")) return "unwritten";
  const { checks } = await course.load(folder);
  const { passing } = course.progress.of(lesson);
  const needed = (check: Check) => check.further !== true || check.step === step;
  return checks.filter(needed).every(({ title }) => passing.includes(title)) ? "passes" : "fails";
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // Not begun.
  }
}
