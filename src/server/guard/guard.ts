// The guard of one response: every request gets exactly one, and whoever gives none or two is named.

import type { Dispatch } from "../dispatch.ts";
import { HttpError, statusOf } from "../errors.ts";
import type { Step } from "../pipeline.ts";
import { hasBody } from "../request.ts";
import type { Response } from "../response.ts";
import { traces } from "../trace.ts";
import { isFed } from "./piping.ts";
import { type Place, takePlace } from "./places.ts";
import { at, describeRequest, describeStep, type Report } from "./report.ts";

export class Guard {
  /** Someone has called `end`. The response may still be on its way through a wrapper (a session store). */
  responding = false;
  /** The response has gone through node:http's `end`. */
  ended = false;
  /** Part of the body, or the header, was sent on purpose before the end. */
  streaming = false;
  /** `res.later()` was called. */
  claimed = false;
  /** The kit answers in the handler's place and has said so: what the handler still does is no news. */
  abandoned = false;
  /** The error that is being answered. */
  failure: Error | undefined = undefined;
  /** Where the request is now. */
  dispatch: Dispatch | undefined = undefined;
  /** When the request came, and since when the kit waits for an answer; milliseconds, for in-flight.ts. */
  startedAt = 0;
  waitingSince = 0;

  /** What went wrong with this response was told; what follows from it is no news. */
  #told = false;
  #place: Place | undefined = undefined;
  #failedStep: Step | undefined = undefined;
  readonly #res: Response;

  constructor(res: Response) {
    this.#res = res;
  }

  /** Whether a whole response may be given now. If not, the second one is told of. */
  mayRespond(): boolean {
    if (this.responding) {
      this.secondResponse();
    } else if (this.streaming) {
      this.#tell(
        "second-response",
        (here) => `began its response${at(this.#place)}, and was answered again${at(here)}`,
        "Part of the first had been sent, so the connection was closed. Send everything in one response.",
      );
      this.#res.destroy();
    }
    return !this.responding && !this.streaming;
  }

  /** Whether this `end` is the response's own. */
  mayEnd(): boolean {
    if (this.ended) this.secondResponse();
    else if (!this.responding) this.respond();
    return !this.ended;
  }

  mayWrite(): boolean {
    if (this.ended) this.secondResponse();
    else this.begin();
    return !this.ended;
  }

  mayChangeHeader(): boolean {
    if (!this.#res.headersSent) return true;
    this.secondResponse();
    return false;
  }

  /** The whole response is given now. */
  respond(): void {
    this.responding = true;
    this.#remember();
  }

  /** A part of the response goes out now. */
  begin(): void {
    this.waitingSince = performance.now();
    if (this.streaming) return;
    this.streaming = true;
    this.#remember();
  }

  /** node:http has the response, and will send it. */
  didEnd(): void {
    const res = this.#res;
    this.ended = true;
    res.req.app?.inFlight.delete(res);
    if (this.failure !== undefined && res.statusCode >= 500 && !this.abandoned) {
      const outcome = res.destroyed ? "after the client had left" : `so the client got ${res.statusCode}`;
      this.#reportFailure(`, ${outcome}`);
    }
    if (traces.response.hasSubscribers) traces.response.publish({ req: res.req, res });
  }

  /** An `end` that threw has not ended: the response is still to be given, past the wrappers, of which one failed. */
  endFailed(): void {
    const res = this.#res;
    if (res.writableEnded) return;
    this.responding = false;
    res.strictContentLength = false; // Node has counted what the failed one did not send.
    for (const name of ["end", "write", "writeHead"]) Reflect.deleteProperty(res, name);
  }

  /** Whether an error of `end` or `write` is a Content-Length that is not the body's. Then the connection is closed. */
  wrongLength(error: unknown): boolean {
    if ((error as NodeJS.ErrnoException).code !== "ERR_HTTP_CONTENT_LENGTH_MISMATCH") return false;
    this.#tell(
      "error",
      () => `was answered${at(takePlace())} with a Content-Length that is not the body's`,
      `The connection was closed. Leave Content-Length to the server. (${(error as Error).message}.)`,
    );
    this.ended = true;
    this.#res.destroy();
    return true;
  }

  /** Says who answered and who answered again. */
  secondResponse(): void {
    const first = this.responding ? "was answered" : "began its response";
    const again = (here: Place) => `${first}${at(this.#place)}, again${at(here)}`;
    this.#tell("second-response", again, "Only the first answer reached the client. Return after it.");
  }

  /** `next()` after the answer, with nobody left to take the request. */
  passedOnAnswered(): void {
    const passedOn = () => `was answered${at(this.#place)}, and then passed on with next()`;
    this.#tell("second-response", passedOn, "Only the answer counts. Answer, or call next(), but not both.");
  }

  /** `next()` a second time from the same step. Nothing runs twice. */
  secondNext(step: Step, signal: unknown): void {
    if (this.abandoned) return;
    if (signal instanceof Error) {
      this.#reportAs("failed after it had passed the request on", signal, step);
      return;
    }
    this.#report({
      kind: "second-next",
      message: `${this.#request}: ${describeStep(step)} called next() twice, again${at(takePlace())}.`,
      advice: "Only the first call counts. Return after next().",
    });
  }

  /**
   * Whether an error may still be answered. After the response it is only reported; after a part of it
   * the connection is closed too, because the client must not take the part for the whole.
   */
  mayFail(error: Error, step: Step | undefined): boolean {
    const res = this.#res;
    if (this.responding) {
      const known = this.abandoned && error instanceof HttpError; // The consequence of what is told.
      if (!known) this.#reportAs("failed after the response", error, step);
    } else if (res.headersSent) {
      const advice = "The connection was closed, so that the client does not take a part for the whole.";
      this.#reportAs("failed in the middle of the response", error, step, advice);
      res.destroy();
    } else if (this.failure === error) {
      return true; // A mounted app passes it to the app around it.
    } else if (this.failure !== undefined) {
      this.#reportAs("failed too", error, step);
    } else {
      this.failure = error;
      this.#failedStep = step;
      if (traces.error.hasSubscribers) traces.error.publish({ req: res.req, res, error });
      return true;
    }
    return false;
  }

  /** The same for an error in an error handler: it takes the place of the one that was handled. */
  mayFailAgain(error: Error, step: Step): boolean {
    if (!this.responding && !this.#res.headersSent && this.failure !== error) {
      // Unless it was only put into words for the client, the first error is told on its own.
      if (statusOf(error) >= 500) this.#reportFailure("");
      this.failure = undefined;
    }
    return this.mayFail(error, step);
  }

  /**
   * Nothing has been written for the time of a whole response. It may be a stream that has nothing to say, so
   * it stays open; but a forgotten end() looks the same, and its author should hear of it. (Event streams are
   * meant to be silent.)
   */
  stillOpen(now: number): void {
    if (this.responding || this.claimed || !this.streaming || isFed(this.#res)) return;
    if (this.#res.getHeader("Content-Type") === "text/event-stream") return;
    const waited = `${Math.round(now - this.waitingSince)} ms`;
    this.#tell(
      "no-response",
      () => `began its response${at(this.#place)} and has not ended it, nor written for ${waited}`,
      "The client still waits. Call res.end(). If it is meant to stay open, say so with res.later().",
    );
  }

  /** Answers in the handler's place, which has not done so. The report says whose mistake that is, if any. */
  abandon(error: Error, report?: Pick<Report, "kind" | "message" | "advice">): void {
    if (this.abandoned && this.responding) return;
    if (report !== undefined) this.#report(report);
    this.abandoned = true;
    if (this.#res.headersSent) {
      this.#res.destroy(); // The status is said already; the client must not wait for what it belongs to.
      return;
    }
    // When the error handlers themselves stay silent, the kit answers without them.
    const silentAgain = this.failure !== undefined;
    this.failure = error;
    if (silentAgain) this.dispatch?.giveUp(error);
    else void this.dispatch?.handle(error);
  }

  #remember(): void {
    if (this.#res.req.app?.takesPlaces === true) this.#place ??= takePlace();
  }

  #reportFailure(outcome: string): void {
    const who = this.#failedStep === undefined ? "" : ` in ${describeStep(this.#failedStep)}`;
    const { req } = this.#res;
    const unread = req.body === undefined && hasBody(req) && req.readableFlowing === null;
    this.#report({
      kind: "error",
      message: `${this.#request} failed${who}${outcome}.`,
      advice: unread
        ? "Nobody has read this request's body. Is json() missing before the handler?"
        : undefined,
      error: this.failure,
    });
  }

  get #request(): string {
    return describeRequest(this.#res.req);
  }

  /** Tells of what was wrong with the response, once for each: a loop may write a thousand times after its end. */
  #tell(kind: Report["kind"], what: (here: Place) => string, advice: string): void {
    if (this.abandoned || this.#told) return;
    this.#told = true;
    const here = takePlace();
    const places = kind === "second-response" ? { first: this.#place, again: here } : undefined;
    this.#report({ kind, message: `${this.#request} ${what(here)}.`, advice, places });
  }

  #reportAs(what: string, error: Error, step: Step | undefined, advice?: string): void {
    const who = step === undefined ? "the server" : describeStep(step);
    this.#report({ kind: "error", message: `${this.#request}: ${who} ${what}.`, advice, error });
  }

  #report(report: Omit<Report, "req" | "res">): void {
    this.#res.req.app.report({ ...report, req: this.#res.req, res: this.#res });
  }
}
