// Routing: the pair of verb and path chooses who answers. All routes stand in one list.

import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";

export type Handler = (req: Request, res: ServerResponse) => void;

export interface Route {
  method: string;
  path: string;
  handler: Handler;
}

/** Whether a route's path is that of the request. Lesson 05 has one that can do more. */
export type Fits = (route: Route, req: Request) => boolean;

export function samePath(route: Route, req: Request): boolean {
  return route.path === withoutSlash(req.path);
}

/** The first route in the list that fits, or undefined. */
export function findRoute(routes: Route[], req: Request, fits: Fits = samePath): Route | undefined {
  // HEAD asks for the header that GET would have: the same handler answers, and Node leaves the body out.
  const method = req.method === "HEAD" ? "GET" : req.method;
  return routes.find((route) => route.method === method && fits(route, req));
}

/** "/products/" is meant as "/products". "/" stays as it is. */
export function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
