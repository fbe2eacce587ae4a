// The commands of the course: npm run learn, lesson, check, hint, solution, reset, list. This file reads the command
// line and ends with the right code; what a command does is in commands/.
//
// Exit codes: 0 when all is well, 1 when a check fails or something prevents the command, 2 when the command line is
// not understood.

import { parseArgs } from "node:util";
import { Course } from "../course/course.ts";
import { CourseFault } from "../course/fault.ts";
import { styleFor } from "../course/show.ts";
import { check } from "./commands/check.ts";
import { hint } from "./commands/hint.ts";
import { lesson } from "./commands/lesson.ts";
import { list } from "./commands/list.ts";
import { reset } from "./commands/reset.ts";
import { type Command, type Session, UsageError, Warnings } from "./commands/session.ts";
import { solution } from "./commands/solution.ts";
import { learn } from "./learn/learn.ts";

const COMMANDS: Readonly<Record<string, { run: Command; options: readonly string[]; usage: string }>> = {
  learn: { run: learn, options: [], usage: "npm run learn [05]" },
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
  list: { run: list, options: [], usage: "npm run list" },
};

/** What a shell reports for a program that this signal has ended. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

// The end of this process ends the servers that it has started; a signal alone would not.
for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => process.exit(code));
process.stdout.on("error", () => process.exit(0)); // The reader has gone, as in "npm run list | head -1".

process.exitCode = await main(process.argv.slice(2));

async function main([name = "", ...args]: string[]): Promise<number> {
  const command = COMMANDS[name];
  if (command === undefined) return fail(`The commands are: ${Object.keys(COMMANDS).join(", ")}.`, 2);
  try {
    const { values, positionals } = read(args, command.options);
    if (positionals.length > 1)
      throw new UsageError(`One lesson at a time, and not: ${positionals.join(" ")}`);
    const session = openSession();
    // `learn` shows them on its screen.
    if (name !== "learn") session.warnings.listen((sentence) => process.stderr.write(`${sentence}\n`));
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
        known.map((name) => [name, { type: name === "file" ? ("string" as const) : ("boolean" as const) }]),
      ),
    });
  } catch {
    throw new UsageError(`This is not understood: ${args.join(" ")}`);
  }
}

function openSession(): Session {
  const warnings = new Warnings();
  return {
    course: new Course((sentence) => warnings.add(sentence)),
    style: styleFor(process.stdout),
    write: (text) => process.stdout.write(`${text}\n`),
    warnings,
  };
}

function fail(message: string, code: number): number {
  process.stderr.write(`${message}\n`);
  return code;
}
