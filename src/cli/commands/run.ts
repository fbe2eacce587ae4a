// Finds the command that a command line asks for, runs it, and says what the exit code is.
//
// Exit codes: 0 when all is well, 1 when a check fails or something prevents the command, 2 when the command line is
// not understood.

import { parseArgs } from "node:util";
import { Course } from "../../course/course.ts";
import { CourseFault } from "../../course/fault.ts";
import { styleFor } from "../../course/show.ts";
import { learn } from "../learn/learn.ts";
import { check } from "./check.ts";
import { hint } from "./hint.ts";
import { lesson } from "./lesson.ts";
import { list } from "./list.ts";
import { parts } from "./parts.ts";
import { reset } from "./reset.ts";
import { type Command, type Session, type Streams, UsageError, Warnings } from "./session.ts";
import { solution } from "./solution.ts";

const COMMANDS: Readonly<Record<string, { run: Command; options: readonly string[]; usage: string }>> = {
  learn: {
    run: learn,
    options: ["guide-port", "no-guide"],
    usage: "npm run learn [05]\nnpm run learn -- 05 --guide-port 4001\nnpm run learn -- 05 --no-guide",
  },
  lesson: { run: lesson, options: [], usage: "npm run lesson 05" },
  check: {
    run: check,
    options: ["json", "file"],
    usage: "npm run check [05 | all]\nnpm run check -- 05 --file other.ts\nnpm run -s check -- 05 --json",
  },
  hint: { run: hint, options: [], usage: "npm run hint [05]" },
  solution: {
    run: solution,
    options: ["anyway"],
    usage: "npm run solution 05\nnpm run solution -- 05 --anyway",
  },
  reset: { run: reset, options: ["example"], usage: "npm run reset 05\nnpm run reset -- 05 --example" },
  parts: { run: parts, options: ["take"], usage: "npm run parts\nnpm run parts -- --take" },
  list: { run: list, options: [], usage: "npm run list" },
};

const WITH_VALUE: readonly string[] = ["file", "guide-port"];

/** @param root the folder with lessons/ and work/, if it is not the one that this file belongs to */
export async function runCourse(
  [name = "", ...args]: string[],
  streams: Streams,
  root?: string,
): Promise<number> {
  const fail = (message: string, code: number) => {
    streams.errors.write(`${message}\n`);
    return code;
  };
  const command = COMMANDS[name];
  if (command === undefined) return fail(`The commands are: ${Object.keys(COMMANDS).join(", ")}.`, 2);
  try {
    const { values, positionals } = read(args, command.options);
    if (positionals.length > 1)
      throw new UsageError(`One lesson at a time, and not: ${positionals.join(" ")}`);
    const session = openSession(streams, root);
    // `learn` shows them on its screen.
    if (name !== "learn") session.warnings.listen((sentence) => streams.errors.write(`${sentence}\n`));
    return await command.run(session, { wanted: positionals[0], ...values });
  } catch (error) {
    if (error instanceof UsageError) return fail(`${error.message}\n\n${command.usage}`, 2);
    if (error instanceof CourseFault) return fail(error.message, 1);
    return fail(`The course itself has failed here, and not your code:\n${(error as Error).stack}`, 1);
  }
}

function read(args: string[], known: readonly string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: Object.fromEntries(
        known.map((name) => [
          name,
          { type: WITH_VALUE.includes(name) ? ("string" as const) : ("boolean" as const) },
        ]),
      ),
    });
  } catch {
    throw new UsageError(`This is not understood: ${args.join(" ")}`);
  }
}

function openSession({ input, output, env }: Streams, root: string | undefined): Session {
  const warnings = new Warnings();
  return {
    course: new Course((sentence) => warnings.add(sentence), root),
    style: styleFor(output, env),
    write: (text) => output.write(`${text}\n`),
    warnings,
    input,
    output,
    env,
  };
}
