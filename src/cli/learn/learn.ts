// npm run learn: opens at the first lesson that is not passed, and checks it at each save, until the student quits.
// In a pipe or on a build server it shows the same once, and ends.

import { isPassed } from "../../course/course.ts";
import { showVerdict } from "../../course/show.ts";
import { Spare } from "../../course/spare.ts";
import { stepsOf } from "../../course/steps.ts";
import { type Arguments, type Command, chosenLesson, type Session } from "../commands/session.ts";
import { firstWords } from "./first-words.ts";
import { Learner } from "./learner.ts";
import { showHead } from "./screen.ts";
import { Terminal } from "./terminal.ts";

export const learn: Command = (session, args) => {
  const { input, output, env } = session;
  const isWatched = input.isTTY && output.isTTY && !env.CI;
  return isWatched ? stay(session, args) : showOnce(session, args);
};

/** Resolves when the student quits. */
async function stay(session: Session, { wanted }: Arguments): Promise<number> {
  const { course, input, output, env, write } = session;
  const first = chosenLesson(session, wanted);
  const learner = new Learner(session);
  const quit = new Promise<void>((resolve, reject) => {
    const onKey = (key: string) => learner.press(key).then((goesOn) => goesOn || resolve(), reject);
    const terminal = new Terminal(input, output, { onKey, onResize: () => learner.draw() }, env);
    learner.start(terminal, first, reject);
  });
  await quit.finally(() => learner.end());
  write(`Your files are in ${course.workspace.shown(course.workspace.folder)}/. Go on with: npm run learn`);
  return 0;
}

async function showOnce(session: Session, { wanted }: Arguments): Promise<number> {
  const { course, style, write } = session;
  session.warnings.listen(write);
  const lesson = chosenLesson(session, wanted);
  const isFirst = course.workspace.open(lesson).includes("exercise.ts");
  const { checks, starts } = await course.load(lesson);
  const spare = new Spare();
  const verdict = await course
    .check(lesson, { lesson: { checks, starts }, spare })
    .finally(() => spare.end());
  const facts = {
    number: lesson.number,
    title: course.page(lesson).title,
    readme: `lessons/${lesson.name}/README.md`,
    exercise: course.workspace.shown(course.workspace.file(lesson, "exercise.ts")),
    isPassed: isPassed(verdict, checks),
    ...stepsOf(course, lesson),
  };
  write(showHead(facts, style).slice(0, 4).join("\n"));
  if (isFirst) write(`\n${firstWords(`work/${lesson.name}`).join("\n")}`);
  write(`\n${showVerdict(verdict, checks, style)}\n`);
  write("In a terminal, npm run learn stays, and checks each time you save.");
  return 0;
}
