// The middleware of one app in the order it was added, put together once with each route's handlers.

import type { Place } from "./guard/places.ts";
import type { Route } from "./router.ts";
import type { ErrorHandler, Handler } from "./types.ts";

/** A middleware or a handler, with where it was added. */
export interface Step {
  readonly handler: Handler | ErrorHandler;
  readonly name: string;
  /** The decoded segments with which the path must begin; undefined for any path. */
  readonly prefix: readonly string[] | undefined;
  /** The route of a handler; undefined for a middleware. */
  readonly route: Route | undefined;
  /** Its number among all that was added to the app. */
  readonly order: number;
  readonly place: Place;
}

export class Pipeline {
  readonly errorHandlers: Step[] = [];
  readonly #middleware: Step[] = [];
  /** What runs for a route, or for none; put together when the first request asks for it. */
  readonly #chains = new Map<Route | undefined, readonly Step[]>();

  add(middleware: Step): void {
    this.#middleware.push(middleware);
    this.forget();
  }

  /** A route or a middleware was added: what was put together may be no longer right. */
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
    return route === undefined ? middleware : [...middleware, ...handlersOf(route)];
  }
}

function handlersOf(route: Route): Step[] {
  const { handlers, order, place } = route;
  return handlers.map((handler) => newStep(handler, [], order, place, route));
}

export function newStep(
  handler: Handler | ErrorHandler,
  prefix: readonly string[],
  order: number,
  place: Place,
  route?: Route,
): Step {
  const path = prefix.length === 0 ? undefined : prefix;
  return { handler, name: handler.name, prefix: path, route, order, place };
}
