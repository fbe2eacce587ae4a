// The middleware of one app in the order it was added, put together once with each route's handlers.

import type { Step } from "./dispatch.ts";
import type { Place } from "./places.ts";
import type { Route } from "./router.ts";
import type { ErrorHandler, Handler } from "./types.ts";

export class Pipeline {
  readonly errorHandlers: Step[] = [];
  readonly #middleware: Step[] = [];
  /** What runs for a route, or for none; put together when the first request asks for it. */
  readonly #chains = new Map<Route | undefined, readonly Step[]>();

  add(handler: Handler, prefix: readonly string[] | undefined, order: number, place: Place): void {
    this.#middleware.push(newStep(handler, prefix, undefined, order, place));
    this.forget();
  }

  addErrorHandler(
    handler: ErrorHandler,
    prefix: readonly string[] | undefined,
    order: number,
    place: Place,
  ): void {
    this.errorHandlers.push(newStep(handler, prefix, undefined, order, place));
  }

  /** A route was added: what was put together may be no longer right. */
  forget(): void {
    this.#chains.clear();
  }

  /** All that runs for a route: the middleware added before it, and its handlers. Without a route: all middleware. */
  to(route: Route | undefined): readonly Step[] {
    let steps = this.#chains.get(route);
    if (steps === undefined) {
      steps = this.between(-1, route);
      this.#chains.set(route, steps);
    }
    return steps;
  }

  /** The same, with only the middleware added after number `order`. */
  between(order: number, route: Route | undefined): readonly Step[] {
    const end = route?.order ?? Number.POSITIVE_INFINITY;
    const middleware = this.#middleware.filter((step) => step.order > order && step.order < end);
    const handlers = route?.handlers.map((handler) =>
      newStep(handler, undefined, route, route.order, route.place),
    );
    return handlers === undefined ? middleware : [...middleware, ...handlers];
  }
}

function newStep(
  handler: Handler | ErrorHandler,
  prefix: readonly string[] | undefined,
  route: Route | undefined,
  order: number,
  place: Place,
): Step {
  return {
    handler,
    prefix: prefix?.length === 0 ? undefined : prefix,
    route,
    order,
    name: handler.name,
    place,
  };
}
