// Where the time of a request goes: each step is measured, and the client is told in the header field Server-Timing.

import type { ServerResponse } from "node:http";
import type { Step } from "../06-middleware/middleware.ts";

/** Runs a step and notes how long it took, also if it fails. Resolves with what the step resolves with. */
export async function timed<Result>(
  res: ServerResponse,
  name: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  try {
    return await run();
  } finally {
    note(res, name, performance.now() - start);
  }
}

/** Adds "books;dur=20.1" to the header, unless that has gone already. */
export function note(res: ServerResponse, name: string, milliseconds: number): void {
  if (!res.headersSent) res.appendHeader("Server-Timing", `${name};dur=${milliseconds.toFixed(1)}`);
}

/** The first of all steps. It notes the whole, just before the answer goes. */
export const noteTotal: Step = async (_req, res, next) => {
  const start = performance.now();
  const end = res.end.bind(res);
  res.end = (...args: unknown[]) => {
    note(res, "total", performance.now() - start);
    return Reflect.apply(end, res, args);
  };
  await next();
};
