// The guard of one response: every request gets exactly one, and whoever gives none or two is named.

import type { Dispatch, Step } from "./dispatch.ts";
import { HttpError, statusOf } from "./errors.ts";
import { isFed } from "./piping.ts";
import { type Place, takePlace } from "./places.ts";
import { at, describeRequest, describeStep, type Report } from "./report.ts";
import { hasBody } from "./request.ts";
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
  /** The kit answers in the handler's place and has said so: what the handler still does is no news. */
  abandoned = false;
  /** The error that is being answered. */
  failure: Error | undefined = undefined;
  /** Where the request is now. */
  dispatch: Dispatch | undefined = undefined;
  /** When the request came, and since when the kit waits for an answer; milliseconds, for in-flight.ts. */
  startedAt = 0;
  waitingSince = 0;

  /** The response has reached the kit's own `end`. */
  #ended = false;
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
    if (this.failure !== undefined && statusCode >= 500 && !this.abandoned) {
      this.#reportFailure(
        this.#res.destroyed ? ", after the client had left" : `, so the client got ${statusCode}`,
      );
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
    this.waitingSince = performance.now();
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
    if (this.abandoned || this.#reported) return;
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
    if (this.abandoned || this.#reported) return;
    this.#reported = true;
    this.#report({
      kind: "second-response",
      message: `${this.#request} was answered${at(this.#place)}, and then passed on with next().`,
      advice: "Only the answer counts. Answer, or call next(), but not both.",
    });
  }

  /** `next()` a second time from the same step. Nothing runs twice. */
  secondNext(step: Step, signal: unknown): void {
    if (this.abandoned) return;
    if (signal instanceof Error) {
      const message = `${this.#request}: ${describeStep(step)} failed after it had passed the request on.`;
      this.#report({ kind: "error", message, error: signal });
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
    const who = step === undefined ? "the server" : describeStep(step);
    if (this.responding) {
      if (this.abandoned && error instanceof HttpError) return false; // The consequence of what is told.
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
      // Unless it was only put into words for the client, the first error is told on its own.
      if (statusOf(error) >= 500) this.#reportFailure("");
      this.failure = undefined;
    }
    return this.mayFail(error, step);
  }

  /** A Content-Length that is not the body's. Others get `otherwise`; the client gets a broken connection. */
  wrongLength<T>(error: unknown, otherwise: T): T {
    if ((error as NodeJS.ErrnoException).code !== "ERR_HTTP_CONTENT_LENGTH_MISMATCH") {
      if (this.#ended) this.#endFailed();
      throw error;
    }
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

  /**
   * Nothing has been written for the time of a whole response. It may be a stream that has nothing to say, so
   * it stays open; but a forgotten end() looks the same, and its author should hear of it. (Event streams are
   * meant to be silent.)
   */
  stillOpen(now: number): void {
    if (this.#res.getHeader("Content-Type") === "text/event-stream") return;
    const pending = this.streaming && !this.responding && !this.claimed && !isFed(this.#res);
    if (!pending || this.#reported) return;
    this.#reported = true;
    this.#report({
      kind: "no-response",
      message: `${this.#request} began its response${at(this.#place)} and has not ended it, nor written for ${Math.round(now - this.waitingSince)} ms.`,
      advice: "The client still waits. Call res.end(). If it is meant to stay open, say so with res.later().",
    });
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

  /** Sees to it that `end` is noticed also through the wrapper that a middleware has put over it. */
  watchEnd(): void {
    const res = this.#res;
    const wrapped: MarkedEnd = res.end;
    if (wrapped.marked === true) return;
    let called = false;
    let within = false;
    // biome-ignore lint/suspicious/noExplicitAny: node:http's many overloads, passed on as they came.
    const end: MarkedEnd = (...args: any[]) => {
      if (called) {
        this.secondResponse();
        return res;
      }
      called = true;
      within = true;
      if (!this.responding) this.#respond();
      try {
        return wrapped.apply(res, args);
      } catch (error) {
        this.#endFailed();
        throw error;
      } finally {
        within = false;
      }
    };
    end.marked = true;
    res.end = end;
    const { write } = res;
    // biome-ignore lint/suspicious/noExplicitAny: see end.
    res.write = (...args: any[]) => {
      // A wrapped end may still write, say a footer; nobody may after it.
      const late = called && !within;
      if (late) this.secondResponse();
      else this.begin();
      return late || write.apply(res, args as Parameters<Response["write"]>);
    };
  }

  /** An `end` that threw has not ended: the response is still to be given, past the wrappers, of which one failed. */
  #endFailed(): void {
    const res = this.#res;
    if (res.writableEnded) return;
    this.responding = false;
    this.#ended = false;
    res.req.app.inFlight.add(res);
    res.strictContentLength = false; // Node has counted what the failed one did not send.
    for (const name of ["end", "write", "writeHead"]) Reflect.deleteProperty(res, name);
  }

  #respond(): void {
    this.responding = true;
    this.#remember();
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

  #report(report: Omit<Report, "req" | "res">): void {
    this.#res.req.app.report({ ...report, req: this.#res.req, res: this.#res });
  }
}
