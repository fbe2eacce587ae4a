// The commands of the course: npm run learn, lesson, check, hint, solution, reset, parts, list. What they do is in commands/
// and learn/; here is what belongs to the process: signals, and the exit code.

import { runCourse } from "./commands/run.ts";

/** What a shell reports for a program that this signal has ended. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

// The end of this process ends the servers that it has started; a signal alone would not.
for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => process.exit(code));
process.stdout.on("error", () => process.exit(0)); // The reader has gone, as in "npm run list | head -1".

process.exitCode = await runCourse(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  env: process.env,
});
