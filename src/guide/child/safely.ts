// A fault of the tracer is no fault of the server: the request goes on without being told.

let hasComplained = false;

/** The function, but what it throws is only said, and only once. */
export function safely<Args extends unknown[]>(look: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      look(...args);
    } catch (error) {
      complain(error);
    }
  };
}

function complain(error: unknown): void {
  if (hasComplained) return;
  hasComplained = true;
  const what = error instanceof Error ? error.stack : "it threw something that is no error";
  process.stderr.write(`roundtrip: a request could not be traced, and was answered all the same: ${what}\n`);
}
