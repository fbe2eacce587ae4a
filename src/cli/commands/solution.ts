// npm run solution: one good answer, for who has passed the lesson.

import { readFileSync } from "node:fs";
import { type Command, chosenLesson, courseFile } from "./session.ts";

export const solution: Command = async (session, { wanted, anyway }) => {
  const { course, write } = session;
  const lesson = chosenLesson(
    session,
    wanted ?? course.lessons.findLast(({ name }) => course.isPassed(name))?.name,
  );
  if (!course.isPassed(lesson.name) && anyway !== true) {
    write(`The solution of lesson ${lesson.number} is shown when you have passed it.

  a hint        npm run hint ${lesson.number}
  all the same  npm run solution -- ${lesson.number} --anyway`);
    return 1;
  }
  const path = courseFile(session, lesson, "solution.ts");
  write(`${course.workspace.shown(path)}\n`);
  write(readFileSync(path, "utf8").trimEnd());
  return 0;
};
