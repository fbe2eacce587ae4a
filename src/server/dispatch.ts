// One request's way through one app: middleware, the route's handlers, and what answers when none of them does.

import type { App } from "./app.ts";
import { answerError, HttpError, prepareError, toError } from "./errors.ts";
import { splitLoosely, splitPath, startsWith } from "./path.ts";
import type { Place } from "./places.ts";
import type { Request } from "./request.ts";
import { Response } from "./response.ts";
import { ALL, paramsOf, type Route } from "./router.ts";
import { explain, traces } from "./trace.ts";
import type { ErrorHandler, Handler, Next } from "./types.ts";

/** A middleware or a handler, with where it was added. */
export interface Step {
  readonly handler: Handler | ErrorHandler;
  /** The decoded segments with which the path must begin; undefined for any path. */
  readonly prefix: readonly string[] | undefined;
  /** The route of a handler; undefined for a middleware. */
  readonly route: Route | undefined;
  /** Its number among all that was added to the app. */
  readonly order: number;
  readonly name: string;
  readonly place: Place;
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
      const candidates = explain(app.router.routes, req, segments ?? [], this.#route);
      traces.route.publish({ req, res, route: this.#route, candidates });
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
    if (!this.res.headersSent) answerError(error, this.req, this.res);
  }

  /** Runs the steps from `index` on, or error handlers when there is an `error`. */
  #run(steps: readonly Step[], index: number, error?: Error): Promise<void> {
    const step = steps[index];
    if (step === undefined) return error === undefined ? this.#passOn() : this.#passError(error);
    if (step.prefix !== undefined && !startsWith(this.#looseSegments, step.prefix)) {
      return this.#run(steps, index + 1, error);
    }
    return traces.stepStart.hasSubscribers
      ? this.#traced(step, steps, index, error)
      : this.#call(step, steps, index, error);
  }

  #traced(step: Step, steps: readonly Step[], index: number, error?: Error): Promise<void> {
    const message = { req: this.req, res: this.res, step };
    traces.stepStart.publish(message);
    const done = this.#call(step, steps, index, error);
    if (done === DONE) traces.stepEnd.publish(message);
    else void done.then(() => traces.stepEnd.publish(message));
    return done;
  }

  #call(step: Step, steps: readonly Step[], index: number, error?: Error): Promise<void> {
    const { req, res } = this;
    this.step = step;
    this.#enter(step);

    // What followed `next()`; undefined until it is called.
    let following: Promise<void> | undefined;
    let wake: ((following: Promise<void>) => void) | undefined;
    const next: Next = (signal) => {
      if (following !== undefined) {
        res.guard.secondNext(step, signal);
        return following;
      }
      following = DONE; // A second call from within the first is seen too.
      if (signal && signal !== "route") following = this.#failFrom(signal, step, steps, index, error);
      else if (signal && step.route !== undefined) following = this.#passOn();
      else following = this.#run(steps, index + 1, error);
      wake?.(following);
      return following;
    };

    let returned: unknown;
    try {
      const { handler } = step;
      if (error === undefined) returned = (handler as Handler)(req, res, next);
      else returned = (handler as ErrorHandler)(error, req, res, next);
    } catch (thrown) {
      return this.#failFrom(thrown, step, steps, index, error);
    }
    if (isThenable(returned)) {
      return this.#settle(
        returned,
        step,
        () => following,
        (thrown) => this.#failFrom(thrown, step, steps, index, error),
      );
    }
    if (following !== undefined) return following;
    if (res.guard.responding) return DONE;
    // A callback will call next() or answer. Whoever awaits the step before waits for that.
    return new Promise((resolve) => {
      wake = resolve;
      res.once("close", resolve);
    });
  }

  /** What holds while a step runs. */
  #enter(step: Step): void {
    const { req, res } = this;
    if (step.route !== req.route) {
      req.route = step.route;
      if (step.route !== undefined && this.#segments !== undefined)
        req.params = paramsOf(step.route, this.#segments);
    }
    if (res.end !== Response.prototype.end) res.guard.watchEnd();
  }

  async #settle(
    returned: PromiseLike<unknown>,
    step: Step,
    following: () => Promise<void> | undefined,
    fail: (thrown: unknown) => Promise<void>,
  ): Promise<void> {
    try {
      await returned;
    } catch (thrown) {
      return fail(thrown);
    }
    if (following() === undefined) this.res.guard.expectResponse(step);
    return following();
  }

  /** A failing error handler does not end the search: the next one gets its error. */
  #failFrom(
    thrown: unknown,
    step: Step,
    steps: readonly Step[],
    index: number,
    error?: Error,
  ): Promise<void> {
    if (error === undefined) return this.fail(thrown, step);
    const failure = toError(thrown);
    return this.res.guard.mayFailAgain(failure, step) ? this.#handleFrom(steps, index + 1, failure) : DONE;
  }

  #handleFrom(steps: readonly Step[], index: number, error: Error): Promise<void> {
    // The right status stands before an error handler runs, so that none can answer 200 by forgetting it.
    prepareError(error, this.res);
    return this.#run(steps, index, error);
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
    const { app, req, res } = this;
    if (this.#out !== undefined) return this.#out();
    if (res.guard.responding) {
      res.guard.passedOnAnswered();
      return DONE;
    }
    if (req.method === "OPTIONS" && req.url === "*") {
      res.status(204).send();
      return DONE;
    }
    if (this.#segments === undefined)
      return this.fail(new HttpError(400, "The path is not well encoded."), undefined);
    const allowed = app.allowed(this.#segments);
    // A route that had the verb has passed the request on, so the verb is not what is wrong.
    const passedOn = allowed.delete(ALL) || allowed.has(req.method);
    if (allowed.size === 0 || passedOn) {
      return this.fail(new HttpError(404, `There is nothing at ${req.originalUrl}.`), undefined);
    }
    const list = [...allowed].sort().join(", ");
    if (req.method === "OPTIONS") {
      res.status(204).setHeader("Allow", list).send();
      return DONE;
    }
    const message = `${req.originalUrl} answers ${list}, not ${req.method}.`;
    return this.fail(new HttpError(405, message, { headers: { Allow: list } }), undefined);
  }

  #passError(error: Error): Promise<void> {
    if (this.#out !== undefined) return this.#out(error);
    this.giveUp(error);
    return DONE;
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}
