// npm run list: all lessons, and how far the student is in each.

import { clip } from "../../course/columns.ts";
import type { Course } from "../../course/course.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import type { Style } from "../../course/show.ts";
import type { Command } from "./session.ts";

export const list: Command = async ({ course, style, write }) => {
  for (const line of await showLessons(course, style)) write(line);
  const { number } = course.current();
  const isDone = course.lessons.every(({ name }) => course.isPassed(name));
  write(isDone ? "\nAll lessons are passed." : `\nGo on with lesson ${number}: npm run learn`);
  return 0;
};

/** A line for each lesson; the marked one is bold, and has an arrow. */
export async function showLessons(
  course: Course,
  style: Style,
  marked: LessonFolder = course.current(),
): Promise<string[]> {
  return Promise.all(
    course.lessons.map(async (lesson) => {
      const isMarked = lesson.name === marked.name;
      const { passed, passing } = course.progress.of(lesson.name);
      const mark = passed !== undefined ? style.good("✓") : style.dim("·");
      const title = clip(course.page(lesson).title, 46).padEnd(46);
      const line = `${isMarked ? ">" : " "} ${mark} ${lesson.number}  ${isMarked ? style.bold(title) : title}`;
      return clip(`${line}  ${await how(course, lesson, passed, passing.length)}`.trimEnd(), 80);
    }),
  );
}

async function how(
  course: Course,
  lesson: LessonFolder,
  passed: string | undefined,
  passing: number,
): Promise<string> {
  if (passed !== undefined) return `passed ${passed.slice(0, 10)}`;
  if (!course.workspace.isBegun(lesson)) return "";
  const { checks } = await course.load(lesson);
  return `${passing} of ${checks.length} checks`;
}
