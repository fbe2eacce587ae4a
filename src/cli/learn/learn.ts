// npm run learn: opens at the first lesson that is not passed, and checks it at each save, until the student quits.
// In a pipe or on a build server it shows the same once, and ends.

import { isPassed } from "../../course/course.ts";
import { showVerdict } from "../../course/show.ts";
import { Spare } from "../../course/spare.ts";
import { type Arguments, type Command, chosenLesson, type Session } from "../commands/session.ts";
import { firstWords } from "./first-words.ts";
import { Learner } from "./learner.ts";
import { showHead } from "./screen.ts";
import { stepsOf } from "./steps.ts";
import { type Input, type Output, Terminal } from "./terminal.ts";

export const learn: Command = (session, args) => {
  const { stdin, stdout } = process;
  const isWatched = stdin.isTTY && stdout.isTTY && !process.env.CI;
  return isWatched ? learnOn(stdin, stdout, session, args) : showOnce(session, args);
};

/** Resolves when the student quits. */
export async function learnOn(
  input: Input,
  output: Output,
  session: Session,
  { wanted }: Arguments,
): Promise<number> {
  const first = chosenLesson(session, wanted);
  const learner = new Learner(session);
  const quit = new Promise<void>((resolve, reject) => {
    const terminal = new Terminal(input, output, {
      onKey: (key) => learner.press(key).then((goesOn) => goesOn || resolve(), reject),
      onResize: () => learner.draw(),
    });
    learner.start(terminal, first, reject);
  });
  try {
    await quit;
  } finally {
    await learner.end();
  }
  session.write(
    `Your files are in ${session.course.workspace.shown(session.course.workspace.folder)}/. Go on with: npm run learn`,
  );
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
