// npm run hint: the next hint for the first check that fails. Which were shown is remembered.

import { firstToMend } from "../../course/course.ts";
import { takeHint } from "../../course/hints.ts";
import { showFailure, wrap } from "../../course/show.ts";
import { Spare } from "../../course/spare.ts";
import { type Command, chosenLesson, heading, openFiles } from "./session.ts";

export const hint: Command = async (session, { wanted }) => {
  const { course, write, style } = session;
  const folder = chosenLesson(session, wanted);
  openFiles(session, folder);
  const lesson = await course.load(folder);
  const spare = new Spare();
  const verdict = await course.check(folder, { lesson, spare }).finally(() => spare.end());
  write(`${heading(session, folder)}\n`);
  const check = firstToMend(verdict);
  if (check !== undefined) {
    const { number, text } = takeHint(course.progress, folder.name, check);
    write(`${check.step}. ${check.title}\n`);
    write(`Hint ${number} of 3`);
    write(wrap(text, 76).map(indent).join("\n"));
    if (number < 3) write(`\nThe next one: npm run hint ${folder.number}`);
  } else if (verdict.start !== undefined) {
    write("The server does not start. That comes first, and needs no hint:\n");
    write(showFailure(verdict.start, undefined, style, ""));
  } else {
    write("All checks pass: nothing needs a hint.");
  }
  return 0;
};

function indent(line: string): string {
  return `  ${line}`;
}
