// The requests that wait for an answer: how long they may, and what becomes of those that nobody answers.

import { HttpError } from "../errors.ts";
import type { Limits } from "../limits.ts";
import type { Step } from "../pipeline.ts";
import type { Response } from "../response.ts";
import { isFed } from "./piping.ts";
import { describeRequest, describeStep } from "./report.ts";

const ADVICE = "The client gets an error instead. Answer in every branch, or call next().";

/**
 * One timer for all requests, instead of one for each: it looks around ten times in the shortest deadline,
 * so a deadline is kept to a tenth.
 */
export class InFlight {
  readonly #responses = new Set<Response>();
  readonly #limits: Limits;
  readonly #interval: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#interval = Math.min(1_000, Math.ceil(Math.min(limits.responseTimeout, limits.requestTimeout) / 10));
  }

  add(res: Response): void {
    res.guard.startedAt = performance.now();
    res.guard.waitingSince = res.guard.startedAt;
    this.#responses.add(res);
    // Unref'd: a deadline is no reason to keep a process alive.
    this.#timer ??= setInterval(() => this.#look(), this.#interval).unref();
  }

  delete(res: Response): void {
    this.#responses.delete(res);
  }

  /** The unfinished response on this connection, if there is one. */
  on(socket: unknown): Response | undefined {
    for (const res of this.#responses) {
      if (res.socket === socket) return res;
    }
    return undefined;
  }

  /** The connections on which a response is unfinished. */
  sockets(): Set<unknown> {
    return new Set([...this.#responses].map((res) => res.socket));
  }

  /** A step's promise has ended without an answer. A callback of it may still give one, for a short time. */
  expectResponse(res: Response, step: Step): void {
    if (isCaredFor(res)) return;
    setTimeout(() => {
      if (isCaredFor(res) || res.guard.abandoned) return;
      if (isReading(res)) return this.expectResponse(res, step);
      const message = `${describeStep(step)} ended without a response and without next().`;
      res.guard.abandon(new Error(message), {
        kind: "no-response",
        message: `${describeRequest(res.req)} got no response: ${message}`,
        advice: `${ADVICE} If a callback answers, say so with res.later().`,
      });
    }, this.#limits.forgottenGrace).unref();
  }

  #look(): void {
    const now = performance.now();
    for (const res of this.#responses) {
      if (res.destroyed || res.closed) this.#responses.delete(res);
      else if (!isCaredFor(res)) this.#checkDeadlines(res, now);
      else if (now - res.guard.waitingSince > this.#limits.responseTimeout) res.guard.stillOpen(now);
    }
    if (this.#responses.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #checkDeadlines(res: Response, now: number): void {
    const { guard } = res;
    const { requestTimeout, responseTimeout } = this.#limits;
    if (isReading(res)) {
      guard.waitingSince = now; // The handler's time begins when the body is there.
      if (now - guard.startedAt <= requestTimeout) return;
      const headers = { Connection: "close" };
      guard.abandon(new HttpError(408, "The request did not arrive in time.", { headers }));
    } else if (now - guard.waitingSince > responseTimeout) {
      guard.waitingSince = now;
      const step = guard.dispatch?.step;
      const where = step === undefined ? "" : ` It waits in ${describeStep(step)}.`;
      guard.abandon(new HttpError(503, "The server took too long to answer."), {
        kind: "timeout",
        message: `${describeRequest(res.req)} had no response after ${responseTimeout} ms.${where}`,
        advice: ADVICE,
      });
    }
  }
}

/** Whether somebody has taken care of the response: no deadline of the kit applies. */
function isCaredFor(res: Response): boolean {
  const { responding, claimed, streaming } = res.guard;
  if (responding || claimed || streaming || res.destroyed || res.closed) return true;
  return isFed(res);
}

/** Whether the body is on its way, and somebody reads it. */
function isReading({ req }: Response): boolean {
  return !req.complete && req.readableFlowing !== null;
}
