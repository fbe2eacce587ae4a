// Which files the parts of the student's own server come from, as lesson 17's exercise in work/ says.

import { join } from "node:path";
import { Course } from "../../src/course/course.ts";
import { LESSONS_FOLDER, type LessonFolder } from "../../src/course/lessons.ts";
import { partsOf } from "../../src/course/parts.ts";

export interface ChosenPart {
  names: readonly string[];
  file: string;
  isOwn: boolean;
}

export async function chosenParts(): Promise<ChosenPart[]> {
  const course = new Course(console.error);
  const states = await partsOf(course, course.find("17") as LessonFolder);
  return states.map(({ part, owner }) => {
    const isOwn = owner === "own";
    const ofCourse = join(LESSONS_FOLDER, part.lesson, part.module);
    const own = join(course.workspace.folder, part.lesson, "exercise.ts");
    return { names: part.names, file: isOwn ? own : ofCourse, isOwn };
  });
}
