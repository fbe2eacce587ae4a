// Commands of the terminal, run in the test's own process, since to start one for each takes most of the time. That they
// are programs too, each of their tests shows once.

import type { Io } from "../../src/cli/io.ts";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runHere(
  command: (io: Io) => unknown,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const outcome = { code: 0, stdout: "", stderr: "" };
  await command({
    args,
    env: { DATA: "memory:", ...env }, // No test touches the data of whoever runs it.
    write: (text) => {
      outcome.stdout += text;
    },
    fail: (message, exitCode = 1) => {
      outcome.stderr += `${message}\n`;
      outcome.code = exitCode;
    },
  });
  return outcome;
}
