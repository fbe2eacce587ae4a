// npm run learn: opens at the first lesson that is not passed, and checks it at each save, until the student quits.
// In a pipe or on a build server it shows the same once, and ends.

import { isPassed } from "../../course/course.ts";
import { portNear } from "../../course/ports.ts";
import { showVerdict } from "../../course/show.ts";
import { Spare } from "../../course/spare.ts";
import { stepsOf } from "../../course/steps.ts";
import { type Arguments, type Command, chosenLesson, type Session, UsageError } from "../commands/session.ts";
import type { GuideResult } from "../start-guide.ts";
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
async function stay(session: Session, args: Arguments): Promise<number> {
  const { course, input, output, env, write } = session;
  const first = chosenLesson(session, args.wanted);
  const port = guidePort(session, args);
  const learner = new Learner(session);
  const quit = new Promise<void>((resolve, reject) => {
    const onKey = (key: string) => learner.press(key).then((goesOn) => goesOn || resolve(), reject);
    const terminal = new Terminal(input, output, { onKey, onResize: () => learner.draw() }, env);
    learner.start(terminal, first, reject);
  });
  const guide = port === undefined ? undefined : openGuide(learner, port);
  await quit.finally(async () => {
    await (await guide)?.close();
    await learner.end();
  });
  write(`Your files are in ${course.workspace.shown(course.workspace.folder)}/. Go on with: npm run learn`);
  return 0;
}

/** The port for the guide, or undefined for none. @throws {UsageError} */
function guidePort({ env }: Session, args: Arguments): number | undefined {
  if (args["no-guide"] === true) return undefined;
  const port = args["guide-port"] ?? env.GUIDE_PORT ?? "4000";
  if (typeof port === "string" && /^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port);
  throw new UsageError(`The guide's port is a number from 0 to 65535, and not "${port}".`);
}

/**
 * The same lesson in the browser: what is done there is seen here, and the other way round. Loaded when the screen is
 * there already, so that nobody waits for it. Where the port is taken, perhaps by `npm start`, another one will do.
 */
async function openGuide(learner: Learner, port: number): Promise<GuideResult> {
  const { startGuide } = await import("../start-guide.ts");
  const free = port === 0 ? 0 : await portNear(port);
  const guide = await startGuide({ port: free, desk: learner.desk, command: "npm run learn" });
  learner.showGuide(guide.url);
  return guide;
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
