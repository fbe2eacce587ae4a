// A command of the course as a program of its own, for a course in another folder: run-course.ts ROOT check 01

import { runCourse } from "../../../src/cli/commands/run.ts";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));

const [root, ...args] = process.argv.slice(2);
const { stdin, stdout, stderr, env } = process;
process.exitCode = await runCourse(args, { input: stdin, output: stdout, errors: stderr, env }, root);
