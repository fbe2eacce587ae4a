// Reads the files of a lesson. Apart from checking.ts, which brings a PostgreSQL along.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LessonFolder } from "../../../src/course/lessons.ts";

export function readFile(lesson: LessonFolder, name: string): string {
  return readFileSync(join(lesson.folder, name), "utf8");
}
