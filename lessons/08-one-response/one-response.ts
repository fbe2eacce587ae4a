// One response to each request, not none and not two: errors are answered, silence is, and a second answer is not sent.

import type { Step } from "../06-middleware/middleware.ts";
import { sendError } from "../07-status-codes/status.ts";

/** An error that is meant for the client: its status and its reason are what the client gets. */
export class HttpError extends Error {
  status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Answers for whatever is thrown behind this step. Only the reason of an HttpError leaves the server. */
export const answerErrors: Step = async (req, res, next) => {
  try {
    await next();
  } catch (error) {
    if (error instanceof HttpError && !res.headersSent) return sendError(res, error.status, error.message);
    console.error(`${req.method} ${req.url} failed:`, error);
    if (res.headersSent)
      res.destroy(); // A part has gone: better a broken response than half of one.
    else sendError(res, 500, "The server made a mistake.");
  }
};

/** Answers 503 when nobody has begun to answer after this many milliseconds. */
export function deadline(limit: number): Step {
  return async (_req, res, next) => {
    const timer = setTimeout(() => {
      if (!res.headersSent) sendError(res, 503, "The server took too long.");
    }, limit);
    res.once("close", () => clearTimeout(timer));
    await next();
  };
}

/** Lets the first end() pass. A second one is told to the terminal, and not to the client. */
export const answerOnce: Step = async (req, res, next) => {
  const end = res.end.bind(res);
  res.end = (...args: unknown[]) => {
    if (res.writableEnded) {
      console.error(`${req.method} ${req.url} was answered twice.`);
      return res;
    }
    return Reflect.apply(end, res, args);
  };
  await next();
};
