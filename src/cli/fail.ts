// How a command ends that could not do what it was asked for.

/** Says why on stderr, and sets the exit code: 1 for what went wrong, 2 for a command that is not understood. */
export function fail(message: string, exitCode = 1): undefined {
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}
