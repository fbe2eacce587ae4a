// The routes, as a tree of path segments: static text beats `:param` beats `*rest`, whatever came first.

import { describePlace, type Place } from "./guard/places.ts";
import { type PatternSegment, parsePattern } from "./path.ts";
import type { Handler } from "./types.ts";

/** One verb and path, with its handlers. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly segments: readonly PatternSegment[];
  readonly handlers: readonly Handler[];
  /** Its number among all that was added to the app, middleware included. */
  readonly order: number;
  readonly place: Place;
}

interface Node {
  readonly statics: Map<string, Node>;
  param?: Node;
  rest?: Node;
  /** The routes that end here, in the order in which they were added. */
  readonly routes: Route[];
}

/** The method of a route added with `app.all`. */
export const ALL = "ALL";

export class Router {
  readonly routes: Route[] = [];
  readonly #root: Node = newNode();
  readonly #strict: boolean;

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  /** @throws {TypeError} for a path that is no pattern. @throws {Error} for a route that exists. */
  add(method: string, path: string, handlers: Handler[], order: number, place: Place): void {
    const route = { method, path, handlers, order, place, segments: parsePattern(path, this.#strict) };
    let node = this.#root;
    for (const segment of route.segments) node = childFor(node, segment);
    const twin = node.routes.find((other) => other.method === method);
    if (twin !== undefined) throw duplicate(route, twin);
    node.routes.push(route);
    this.routes.push(route);
  }

  /**
   * The route for a request: of those with its verb and path the most specific one, or after `skip`
   * others the next less specific. GET answers HEAD where no HEAD route stands beside it.
   */
  match(method: string, segments: readonly string[], skip: number): Route | undefined {
    let left = skip;
    return visit(this.#root, segments, 0, (routes) => {
      const head = method === "HEAD" && !routes.some((route) => route.method === "HEAD");
      for (const route of routes) {
        if (route.method !== method && route.method !== ALL && !(head && route.method === "GET")) continue;
        if (left === 0) return route;
        left--;
      }
      return undefined;
    });
  }

  /** The verbs that the routes of this path have. */
  allowed(segments: readonly string[]): Set<string> {
    const methods = new Set<string>();
    visit(this.#root, segments, 0, (routes) => {
      for (const { method } of routes) {
        methods.add(method);
        if (method === "GET") methods.add("HEAD");
      }
      return undefined;
    });
    return methods;
  }
}

/** What a route's parameters are for these segments, which must match it. */
export function paramsOf(route: Route, segments: readonly string[]): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = {};
  for (let i = 0; i < route.segments.length; i++) {
    const { kind, value } = route.segments[i] as PatternSegment;
    if (kind === "param") params[value] = segments[i] as string;
    else if (kind === "rest") params[value] = segments.slice(i);
  }
  return params;
}

/**
 * Calls `found` with the routes of each node that fits, the most specific first, until it returns one.
 * A node stands for one path, so none is visited twice: no request can make this slow.
 */
function visit(
  node: Node,
  segments: readonly string[],
  depth: number,
  found: (routes: Route[]) => Route | undefined,
): Route | undefined {
  const segment = segments[depth];
  if (segment === undefined) return node.routes.length === 0 ? undefined : found(node.routes);
  const fixed = node.statics.get(segment);
  const route = fixed && visit(fixed, segments, depth + 1, found);
  if (route !== undefined) return route;
  // A parameter is never empty: "/products//reviews" is no product.
  if (segment !== "" && node.param !== undefined) {
    const route = visit(node.param, segments, depth + 1, found);
    if (route !== undefined) return route;
  }
  return node.rest && found(node.rest.routes);
}

function childFor(node: Node, { kind, value }: PatternSegment): Node {
  const known = kind === "static" ? node.statics.get(value) : node[kind];
  if (known !== undefined) return known;
  const child = newNode();
  if (kind === "static") node.statics.set(value, child);
  else node[kind] = child;
  return child;
}

function newNode(): Node {
  return { statics: new Map(), routes: [] };
}

function duplicate(route: Route, twin: Route): Error {
  const name = `${route.method} ${route.path}`;
  const other = twin.path === route.path ? "" : ` as ${twin.path}`;
  return new Error(
    `The route ${name} exists already${other}: added at ${describePlace(twin.place)}, again at ${describePlace(route.place)}. ` +
      "A route can have several handlers: app.get(path, first, second).",
  );
}
