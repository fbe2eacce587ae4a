// The guard of one response: every request gets exactly one, and whoever gives none or two is named.

import type { Readable } from "node:stream";
import type { Dispatch, Step } from "./dispatch.ts";
import { HttpError } from "./errors.ts";
import { type Place, takePlace } from "./places.ts";
import { at, describeRequest, describeStep, type Report } from "./report.ts";
import type { Response } from "./response.ts";
import { traces } from "./trace.ts";

/** A function that passes an end() on, and the one mark by which the guard knows its own. */
type MarkedEnd = Response["end"] & { marked?: true };

export class Guard {
  /** Someone has called `end`. The response may still be on its way through a wrapper (a session store). */
  responding = false;
  /** Part of the body, or the header, was sent on purpose before the end. */
  streaming = false;
  /** `res.later()` was called. */
  claimed = false;
  /** The error that is being answered. */
  failure: Error | undefined = undefined;
  /** Where the request is now. */
  dispatch: Dispatch | undefined = undefined;
  /** When the request came, and since when the kit waits for an answer; milliseconds, for sweep.ts. */
  startedAt = 0;
  waitingSince = 0;

  /** The response has reached the kit's own `end`. */
  #ended = false;
  /** The kit has answered in a handler's place and said so: what the handler still does is no news. */
  #abandoned = false;
  #reported = false;
  #place: Place | undefined = undefined;
  #failedStep: Step | undefined = undefined;
  readonly #res: Response;

  constructor(res: Response) {
    this.#res = res;
  }

  /** Whether a whole response may be given now. If not, the second one is reported. */
  mayRespond(): boolean {
    if (this.responding) {
      this.secondResponse();
      return false;
    }
    if (!this.streaming) return true;
    this.#report({
      kind: "second-response",
      message: `${this.#request} began its response${at(this.#place)}, and was answered again${at(takePlace())}.`,
      advice:
        "Part of the first had been sent, so the connection was closed. Send everything in one response.",
    });
    this.#res.destroy();
    return false;
  }

  /** Whether this `end` is the response's own. */
  mayEnd(): boolean {
    if (this.#ended) {
      this.secondResponse();
      return false;
    }
    if (!this.responding) this.#respond();
    this.#ended = true;
    const { app } = this.#res.req;
    app?.inFlight.delete(this.#res);
    const { statusCode } = this.#res;
    if (this.failure !== undefined && statusCode >= 500 && !this.#abandoned) {
      this.#reportFailure(`, so the client got ${statusCode}`);
    }
    if (traces.response.hasSubscribers) traces.response.publish({ req: this.#res.req, res: this.#res });
    return true;
  }

  mayWrite(): boolean {
    if (this.#ended) this.secondResponse();
    else this.begin();
    return !this.#ended;
  }

  /** A part of the response goes out now. */
  begin(): void {
    if (this.streaming) return;
    this.streaming = true;
    this.#remember();
  }

  mayChangeHeader(): boolean {
    if (!this.#res.headersSent) return true;
    this.secondResponse();
    return false;
  }

  /** Says, once for each response, who answered and who answered again. */
  secondResponse(): void {
    if (this.#abandoned || this.#reported) return;
    this.#reported = true;
    const first = this.responding ? "was answered" : "began its response";
    this.#report({
      kind: "second-response",
      message: `${this.#request} ${first}${at(this.#place)}, again${at(takePlace())}.`,
      advice: "Only the first answer reached the client. Return after it.",
    });
  }

  /** `next()` after the answer, with nobody left to take the request. */
  passedOnAnswered(): void {
    if (this.#abandoned || this.#reported) return;
    this.#reported = true;
    this.#report({
      kind: "second-response",
      message: `${this.#request} was answered${at(this.#place)}, and then passed on with next().`,
      advice: "Only the answer counts. Answer, or call next(), but not both.",
    });
  }

  /** `next()` a second time from the same step. Nothing runs twice. */
  secondNext(step: Step, signal: unknown): void {
    const failure = signal instanceof Error ? signal : undefined;
    if (this.#abandoned) return;
    this.#report({
      kind: "second-next",
      message: `${this.#request}: ${describeStep(step)} called next() twice, again${at(takePlace())}.`,
      advice: "Only the first call counts. Return after next().",
      error: failure,
    });
  }

  /**
   * Whether an error may still be answered. After the response it is only reported; after a part of it
   * the connection is closed too, because the client must not take the part for the whole.
   */
  mayFail(error: Error, step: Step | undefined): boolean {
    const who = step === undefined ? "the server" : describeStep(step);
    if (this.responding) {
      if (this.#abandoned && error instanceof HttpError) return false; // The consequence of what is told.
      this.#report({ kind: "error", message: `${this.#request}: ${who} failed after the response.`, error });
      return false;
    }
    if (this.#res.headersSent) {
      this.#report({
        kind: "error",
        message: `${this.#request}: ${who} failed in the middle of the response.`,
        advice: "The connection was closed, so that the client does not take a part for the whole.",
        error,
      });
      this.#res.destroy();
      return false;
    }
    if (this.failure === error) return true; // A mounted app passes it to the app around it.
    if (this.failure !== undefined) {
      this.#report({ kind: "error", message: `${this.#request}: ${who} failed too.`, error });
      return false;
    }
    this.failure = error;
    this.#failedStep = step;
    if (traces.error.hasSubscribers) traces.error.publish({ req: this.#res.req, res: this.#res, error });
    return true;
  }

  /** The same for an error in an error handler: it takes the place of the one that was handled. */
  mayFailAgain(error: Error, step: Step): boolean {
    if (!this.responding && !this.#res.headersSent && this.failure !== error) {
      this.#reportFailure("");
      this.failure = undefined;
    }
    return this.mayFail(error, step);
  }

  /** A Content-Length that is not the body's. Others get `otherwise`; the client gets a broken connection. */
  wrongLength<T>(error: unknown, otherwise: T): T {
    if ((error as NodeJS.ErrnoException).code !== "ERR_HTTP_CONTENT_LENGTH_MISMATCH") throw error;
    if (this.#reported) return otherwise;
    this.#reported = true;
    this.#report({
      kind: "error",
      message: `${this.#request} was answered${at(takePlace())} with a Content-Length that is not the body's.`,
      advice: `The connection was closed. Leave Content-Length to the server. (${(error as Error).message}.)`,
    });
    this.#res.destroy();
    return otherwise;
  }

  /** Whether somebody has taken care of the response: no deadline of the kit applies. */
  isCaredFor(): boolean {
    const res = this.#res;
    return (
      this.responding ||
      this.claimed ||
      res.headersSent ||
      res.destroyed ||
      res.closed ||
      // A stream or a pipeline that writes into the response waits for these.
      res.listenerCount("unpipe") > 0 ||
      res.listenerCount("drain") > 0
    );
  }

  /** Whether the body is on its way, and somebody reads it. */
  isReading(): boolean {
    return !this.#res.req.complete && this.#res.req.readableFlowing !== null;
  }

  /** A stream that is piped into the response shares its end, and the response the stream's. */
  follow(source: Readable): void {
    const res = this.#res;
    res.once("close", () => {
      // Without a reader it would stay open, and its file with it. One that others read as well is theirs.
      if (source.listenerCount("data") === 0) source.destroy();
    });
    source.once("close", () => {
      if (source.readableEnded || this.responding || res.destroyed) return;
      source.unpipe(res); // pipe() itself would wait for ever.
      if (res.headersSent)
        this.dispatch?.fail(source.errored ?? new Error("A piped stream broke off."), this.dispatch.step);
      else if (this.dispatch?.step !== undefined) this.expectResponse(this.dispatch.step);
    });
  }

  /** A step's promise has ended without an answer. A callback of it may still give one, for a short time. */
  expectResponse(step: Step): void {
    if (this.isCaredFor()) return;
    const { forgottenGrace } = this.#res.req.app.limits;
    setTimeout(() => {
      if (this.isCaredFor() || this.#abandoned) return;
      if (this.isReading()) return this.expectResponse(step);
      const message = `${describeStep(step)} ended without a response and without next().`;
      this.#abandon(new Error(message), {
        kind: "no-response",
        message: `${this.#request} got no response: ${message}`,
        advice:
          "The client gets an error instead. Answer in every branch, or call next(). If a callback answers, say so with res.later().",
      });
    }, forgottenGrace).unref();
  }

  /** The body has not come within the time. Its sender is to blame, so nothing is reported. */
  timeOutRequest(): void {
    const headers = { Connection: "close" };
    this.#abandon(new HttpError(408, "The request did not arrive in time.", { headers }));
  }

  /** Nobody has answered within the time, in milliseconds. */
  timeOutResponse(time: number): void {
    const step = this.dispatch?.step;
    this.#abandon(new HttpError(503, "The server took too long to answer."), {
      kind: "timeout",
      message: `${this.#request} had no response after ${time} ms.${step ? ` It waits in ${describeStep(step)}.` : ""}`,
      advice: "The client gets an error instead. Answer in every branch, or call next().",
    });
  }

  /** Sees to it that `end` is noticed also through the wrapper that a middleware has put over it. */
  watchEnd(): void {
    const res = this.#res;
    const wrapped: MarkedEnd = res.end;
    if (wrapped.marked === true) return;
    let called = false;
    // biome-ignore lint/suspicious/noExplicitAny: node:http's many overloads, passed on as they came.
    const end: MarkedEnd = (...args: any[]) => {
      if (called) {
        this.secondResponse();
        return res;
      }
      called = true;
      if (!this.responding) this.#respond();
      return wrapped.apply(res, args);
    };
    end.marked = true;
    res.end = end;
  }

  #respond(): void {
    this.responding = true;
    this.#remember();
  }

  #remember(): void {
    if (this.#res.req.app?.takesPlaces === true) this.#place ??= takePlace();
  }

  #abandon(error: Error, report?: Pick<Report, "kind" | "message" | "advice">): void {
    if (report !== undefined) this.#report(report);
    this.#abandoned = true;
    // When the error handlers themselves stay silent, the kit answers without them.
    const silentAgain = this.failure !== undefined;
    this.failure = error;
    if (silentAgain) this.dispatch?.giveUp(error);
    else void this.dispatch?.handle(error);
  }

  #reportFailure(outcome: string): void {
    const who = this.#failedStep === undefined ? "" : ` in ${describeStep(this.#failedStep)}`;
    this.#report({ kind: "error", message: `${this.#request} failed${who}${outcome}.`, error: this.failure });
  }

  get #request(): string {
    return describeRequest(this.#res.req);
  }

  #report(report: Omit<Report, "req" | "res">): void {
    this.#res.req.app.report({ ...report, req: this.#res.req, res: this.#res });
  }
}
