// Tracing: every step of a request, published on node:diagnostics_channel. Nothing listens, nothing is paid.

import { type Channel, channel } from "node:diagnostics_channel";
import type { Report } from "./guard/report.ts";
import type { Step } from "./pipeline.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";
import type { Route } from "./router.ts";

interface Exchange {
  readonly req: Request;
  readonly res: Response;
}

/** What each channel carries. A step's `start` and `end` carry the same object, so that it can be a key. */
export interface Traces {
  /** A request has come; nothing has run yet. */
  "roundtrip:request": Exchange;
  /** Its route was chosen, or none; `candidates` tells of each route why it was or was not. */
  "roundtrip:route": Exchange & { route: Route | undefined; candidates: Candidate[] };
  /** A middleware begins, or, with `step.route`, a handler of that route. */
  "roundtrip:step:start": Exchange & { step: Step };
  /** It has ended, and all that came after its `next()`. */
  "roundtrip:step:end": Exchange & { step: Step };
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

/** Why each route was chosen or not. Only for a traced request: it compares them one by one. */
export function explain(
  routes: readonly Route[],
  req: Request,
  segments: readonly string[] | undefined,
  chosen: Route | undefined,
): Candidate[] {
  return routes.map((route) => ({
    route,
    verdict: route === chosen ? "matched" : verdict(route, req, segments),
  }));
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
