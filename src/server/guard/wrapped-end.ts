// Middleware such as express-session puts a function of its own over `res.end`, which may answer later. Here the
// kit puts one over that: it notices when the user answers, and keeps a second answer from the wrapper.

import type { Response } from "../response.ts";

/** A function that passes an end() on, and the mark by which the kit knows its own. */
type MarkedEnd = Response["end"] & { marked?: true };

/** Watches `end` and `write` of a response whose `end` somebody has replaced since. */
export function watchWrappedEnd(res: Response): void {
  const { guard, write } = res;
  const wrapped: MarkedEnd = res.end;
  if (wrapped.marked === true) return;
  let called = false;
  let within = false;

  // biome-ignore lint/suspicious/noExplicitAny: node:http's many overloads, passed on as they came.
  const end: MarkedEnd = (...args: any[]) => {
    if (called) {
      guard.secondResponse();
      return res;
    }
    called = true;
    within = true;
    if (!guard.responding) guard.respond();
    try {
      return wrapped.apply(res, args);
    } catch (error) {
      guard.endFailed();
      throw error;
    } finally {
      within = false;
    }
  };
  end.marked = true;
  res.end = end;

  // biome-ignore lint/suspicious/noExplicitAny: see end.
  res.write = (...args: any[]) => {
    // A wrapped end may still write, say a footer; nobody may after it.
    const late = called && !within;
    if (late) guard.secondResponse();
    else guard.begin();
    return late || write.apply(res, args as Parameters<Response["write"]>);
  };
}
