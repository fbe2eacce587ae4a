// One request's way through one app: middleware, the route's handlers, and what answers when none of them does.

import type { App } from "./app.ts";
import { answerError, HttpError, prepareError, toError } from "./errors.ts";
import { describeStep } from "./guard/report.ts";
import { watchWrappedEnd } from "./guard/wrapped-end.ts";
import { stripPrefix } from "./mount.ts";
import { splitLoosely, splitPath, startsWith } from "./path.ts";
import type { Step } from "./pipeline.ts";
import { NO_PARAMS, type Request } from "./request.ts";
import { Response } from "./response.ts";
import { paramsOf, type Route } from "./router.ts";
import { isThenable } from "./thenable.ts";
import { Choice, traces } from "./trace.ts";
import type { ErrorHandler, Handler, Next } from "./types.ts";
import { answerUnhandled } from "./unhandled.ts";

/** A step that has the request: what it was given, and what came of its `next()`. */
interface Turn {
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly index: number;
  /** What an error handler answers for; undefined for any other step. */
  readonly error: Error | undefined;
  /** What followed `next()`; undefined until it is called. */
  following: Promise<void> | undefined;
  /** Puts the prefix back that this step does not see. */
  restore: (() => void) | undefined;
  /** Tells whoever waits for a `next()` from a callback. */
  wake: ((following: Promise<void>) => void) | undefined;
}

/** One promise for all that ended at once: a request that never waits allocates none. */
const DONE = Promise.resolve();

export class Dispatch {
  readonly app: App;
  readonly req: Request;
  readonly res: Response;
  /** The step that has the request, or had it last. */
  step: Step | undefined = undefined;

  /** Undefined when the path does not decode: then no route matches, but middleware runs. */
  readonly #segments: string[] | undefined;
  /** The same for prefixes, which such a path has too. */
  readonly #looseSegments: string[];
  /** Goes on in the app around this one; undefined in the outermost. */
  readonly #out: Next | undefined;
  #route: Route | undefined = undefined;
  /** How many routes have passed the request on. */
  #routesTried = 0;
  /** Resolves when the response is closed; made when a step waits for that. */
  #closed: Promise<void> | undefined = undefined;
  /** The highest number of what has run. */
  #order = -1;

  constructor(app: App, req: Request, res: Response, out?: Next) {
    this.app = app;
    this.req = req;
    this.res = res;
    this.#out = out;
    this.#segments = splitPath(req.url, app.strict);
    this.#looseSegments = this.#segments ?? splitLoosely(req.url);
    res.guard.dispatch = this;
  }

  start(): Promise<void> {
    const { app, req, res } = this;
    const segments = this.#segments;
    this.#route = segments && app.router.match(req.method, segments, 0);
    if (traces.route.hasSubscribers) {
      traces.route.publish(new Choice({ req, res }, this.#route, app.router.routes, segments));
    }
    return this.#run(app.pipeline.to(this.#route), 0);
  }

  /** Answers for what a step threw or gave to `next`. Never rejects. */
  fail(thrown: unknown, step: Step | undefined): Promise<void> {
    const error = toError(thrown);
    return this.res.guard.mayFail(error, step) ? this.handle(error) : DONE;
  }

  /** Hands an error to the error handlers: this app's, then those of the app around it. */
  handle(error: Error): Promise<void> {
    return this.#handleFrom(this.app.pipeline.errorHandlers, 0, error);
  }

  /** Answers for an error without any error handler. */
  giveUp(error: Error): void {
    if (this.res.headersSent) return;
    this.#watchEnd();
    try {
      answerError(error, this.req, this.res);
    } catch (failure) {
      // A wrapper of the response fails too. The guard has taken all wrappers away.
      this.res.guard.mayFail(toError(failure), undefined);
      this.#answerPlainly(error);
    }
  }

  #answerPlainly(error: Error): void {
    try {
      if (!this.res.headersSent) answerError(error, this.req, this.res);
    } catch {
      this.res.destroy(); // Not even the error can be read. The client must not wait.
    }
  }

  /** Runs the steps from `index` on, or error handlers when there is an `error`. */
  #run(steps: readonly Step[], index: number, error?: Error): Promise<void> {
    const step = steps[index];
    if (step === undefined) return error === undefined ? this.#passOn() : this.#passError(error);
    if (step.prefix !== undefined && !startsWith(this.#looseSegments, step.prefix)) {
      return this.#run(steps, index + 1, error);
    }
    const turn: Turn = {
      step,
      steps,
      index,
      error,
      following: undefined,
      restore: undefined,
      wake: undefined,
    };
    return traces.stepStart.hasSubscribers ? this.#traced(turn) : this.#take(turn);
  }

  #traced(turn: Turn): Promise<void> {
    const message = { req: this.req, res: this.res, step: turn.step, error: turn.error };
    traces.stepStart.publish(message);
    const done = this.#take(turn);
    if (done === DONE) traces.stepEnd.publish(message);
    else void done.then(() => traces.stepEnd.publish(message));
    return done;
  }

  /** Calls the step. The promise resolves when it and all that it passes on to is done. */
  #take(turn: Turn): Promise<void> {
    const { req, res } = this;
    const { step, error } = turn;
    this.#enter(turn);
    let returned: unknown;
    let waits: boolean;
    try {
      const { handler } = step;
      if (error === undefined) returned = (handler as Handler)(req, res, this.#nextOf(turn));
      else returned = (handler as ErrorHandler)(error, req, res, this.#nextOf(turn));
      waits = isThenable(returned);
    } catch (thrown) {
      return this.#failIn(turn, thrown);
    }
    if (waits) return this.#settle(turn, returned as PromiseLike<unknown>);
    if (typeof returned === "function" && turn.following === undefined && !res.guard.responding) {
      return this.#failIn(
        turn,
        new TypeError(`${describeStep(step)} returned a function. Write (): logger(), not logger.`),
      );
    }
    if (turn.following !== undefined) return turn.following;
    if (res.guard.responding || res.closed) return DONE;
    // A callback will call next() or answer. Whoever awaits the step before waits for that.
    // (One listener for all steps; `resolve` counts once, so a `next()` before the end is waited for.)
    this.#closed ??= new Promise((resolve) => res.once("close", resolve));
    const closed = this.#closed;
    return new Promise((resolve) => {
      turn.wake = resolve;
      void closed.then(resolve);
    });
  }

  /**
   * The `next` of one step. Returned, never bound to a name: under tsx each new function with a name costs a
   * call of Object.defineProperty, for each step of each request a fifth of the whole kit's time.
   */
  #nextOf(turn: Turn): Next {
    return (signal) => {
      const { step, steps, index, error } = turn;
      if (turn.following !== undefined) {
        this.res.guard.secondNext(step, signal);
        return turn.following;
      }
      turn.restore?.();
      turn.following = DONE; // A second call from within the first is seen too.
      if (signal && signal !== "route") turn.following = this.#failIn(turn, signal);
      else if (signal && step.route !== undefined) turn.following = this.#passOn();
      else turn.following = this.#run(steps, index + 1, error);
      turn.wake?.(turn.following);
      return turn.following;
    };
  }

  /** What holds while a step runs. An error handler finds the route and the parameters of what failed. */
  #enter(turn: Turn): void {
    const { req } = this;
    const { step, error } = turn;
    this.step = step;
    if (error === undefined && step.route !== req.route) {
      req.route = step.route;
      req.params = step.route && this.#segments ? paramsOf(step.route, this.#segments) : NO_PARAMS;
    }
    if (step.prefix !== undefined) turn.restore = stripPrefix(req, step.prefix.length);
    this.#watchEnd();
  }

  async #settle(turn: Turn, returned: PromiseLike<unknown>): Promise<void> {
    try {
      await returned;
    } catch (thrown) {
      return this.#failIn(turn, thrown);
    }
    if (turn.following === undefined) this.req.app.inFlight.expectResponse(this.res, turn.step);
    return turn.following;
  }

  /** A failing error handler does not end the search: the next one gets its error. */
  #failIn({ step, steps, index, error, following, restore }: Turn, thrown: unknown): Promise<void> {
    if (following === undefined) restore?.();
    if (error === undefined) return this.fail(thrown, step);
    const failure = toError(thrown);
    if (error instanceof HttpError && !this.res.headersSent) {
      for (const name of Object.keys(error.headers)) this.res.removeHeader(name);
    }
    return this.res.guard.mayFailAgain(failure, step) ? this.#handleFrom(steps, index + 1, failure) : DONE;
  }

  #handleFrom(steps: readonly Step[], index: number, error: Error): Promise<void> {
    // The right status stands before an error handler runs, so that none can answer 200 by forgetting it.
    try {
      prepareError(error, this.res);
    } catch (failure) {
      this.res.guard.mayFail(toError(failure), undefined); // Someone has replaced setHeader or removeHeader.
      this.res.destroy();
      return DONE;
    }
    return this.#run(steps, index, error);
  }

  #watchEnd(): void {
    if (this.res.end !== Response.prototype.end) watchWrappedEnd(this.res);
  }

  /** Past the last step: the next less specific route, and the middleware between; then the tail. */
  #passOn(): Promise<void> {
    const route = this.#route;
    if (route === undefined || this.#segments === undefined) return this.#tail();
    this.#order = Math.max(this.#order, route.order);
    this.#routesTried++;
    this.#route = this.app.router.match(this.req.method, this.#segments, this.#routesTried);
    return this.#run(this.app.pipeline.between(this.#order, this.#route), 0);
  }

  /** No handler has taken the request. */
  #tail(): Promise<void> {
    const { res } = this;
    if (this.#out !== undefined) return this.#out();
    if (res.guard.responding) {
      res.guard.passedOnAnswered();
      return DONE;
    }
    const error = answerUnhandled(this.app, this.req, res, this.#segments);
    return error === undefined ? DONE : this.fail(error, undefined);
  }

  #passError(error: Error): Promise<void> {
    if (this.#out !== undefined) return this.#out(error);
    this.giveUp(error);
    return DONE;
  }
}
