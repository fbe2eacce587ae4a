// Tracing: every step of a request, published on node:diagnostics_channel. Nothing listens, nothing is paid.

import { type Channel, channel } from "node:diagnostics_channel";
import type { Report } from "./guard/report.ts";
import type { AnyParams } from "./params.ts";
import type { Step } from "./pipeline.ts";
import { NO_PARAMS, type Request } from "./request.ts";
import type { Response } from "./response.ts";
import { paramsOf, type Route } from "./router.ts";

interface Exchange {
  readonly req: Request;
  readonly res: Response;
}

/** What each channel carries. A step's `start` and `end` carry the same object, so that it can be a key. */
export interface Traces {
  /** A request has come; nothing has run yet. */
  "roundtrip:request": Exchange;
  /** Its route was chosen, or none; `candidates` tells of each route why it was or was not. */
  "roundtrip:route": Choice;
  /** A middleware begins, or, with `step.route`, a handler of that route. An `error` is what an error handler has. */
  "roundtrip:step:start": Exchange & { step: Step; error: Error | undefined };
  /** It has ended, and all that came after its `next()`. */
  "roundtrip:step:end": Exchange & { step: Step; error: Error | undefined };
  "roundtrip:error": Exchange & { error: Error };
  /** The response was given; its status is `res.statusCode`. */
  "roundtrip:response": Exchange;
  "roundtrip:report": Report;
}

export interface Candidate {
  readonly route: Route;
  /** "matched", or what was different, in plain words. */
  readonly verdict: string;
}

export const traces = {
  request: channel("roundtrip:request"),
  route: channel("roundtrip:route"),
  stepStart: channel("roundtrip:step:start"),
  stepEnd: channel("roundtrip:step:end"),
  error: channel("roundtrip:error"),
  response: channel("roundtrip:response"),
  report: channel("roundtrip:report"),
} satisfies Record<string, Channel>;

/** What the router chose. Why, it says when it is asked: that compares all routes one by one. */
export class Choice implements Exchange {
  readonly req: Request;
  readonly res: Response;
  readonly route: Route | undefined;
  readonly #routes: readonly Route[];
  readonly #segments: readonly string[] | undefined;

  constructor(
    { req, res }: Exchange,
    route: Route | undefined,
    routes: readonly Route[],
    segments: readonly string[] | undefined,
  ) {
    this.req = req;
    this.res = res;
    this.route = route;
    this.#routes = routes;
    this.#segments = segments;
  }

  get candidates(): Candidate[] {
    return this.#routes.map((route) => ({
      route,
      verdict: route === this.route ? "matched" : verdict(route, this.req, this.#segments),
    }));
  }

  /** What the parameters of the route's path are. */
  get params(): AnyParams {
    return this.route && this.#segments ? paramsOf(this.route, this.#segments) : NO_PARAMS;
  }
}

function verdict(route: Route, { method }: Request, segments: readonly string[] | undefined): string {
  if (segments === undefined) return "the path does not decode";
  for (const [i, { kind, value }] of route.segments.entries()) {
    const segment = segments[i];
    if (segment === undefined) return "the path is shorter";
    if (kind === "rest") break;
    if (kind === "static" && segment !== value) return `"${segment}" is not "${value}"`;
    if (kind === "param" && segment === "") return `nothing stands for :${value}`;
    if (i === route.segments.length - 1 && segments.length > i + 1) return "the path is longer";
  }
  if (route.segments.length === 0 && segments.length > 0) return "the path is longer";
  const verbs = route.method === "GET" ? ["GET", "HEAD"] : [route.method];
  if (!verbs.includes(method) && route.method !== "ALL")
    return `the path fits, but ${method} is not ${route.method}`;
  return "fits too, but is less specific";
}
