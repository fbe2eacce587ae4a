// What a command is given, and where it writes: those of the process, or what a test hands in.

import { fail } from "./fail.ts";

export interface Io {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes a text as it is. */
  write(text: string): void;
  /** Says why it could not be done. The exit code is then 1, or 2 for a command that is not understood. */
  fail(message: string, exitCode?: number): void;
}

export const PROCESS: Io = {
  args: process.argv.slice(2),
  env: process.env,
  write: (text) => process.stdout.write(text),
  fail,
};
