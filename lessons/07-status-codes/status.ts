// What the status says when no route answers: 404 for a path that is not there, 405 for a verb that is not.

import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { sendJson } from "../03-response/respond.ts";
import { findRoute, type Route } from "../04-routing/router.ts";
import { decodes, fitsPattern } from "../05-parameters/parameters.ts";
import type { Step } from "../06-middleware/middleware.ts";

/** The last step: hands the request to its route, or says what is wrong with it. */
export function toRoutes(routes: Route[], say = sendError): Step {
  return async (req, res) => {
    if (!decodes(req.path)) return say(res, 400, "The path is not well encoded.");
    const route = findRoute(routes, req, fitsPattern);
    if (route !== undefined) return route.handler(req, res);
    const allowed = allowedMethods(routes, req);
    if (allowed.length === 0) return say(res, 404, `There is nothing at ${req.path}.`);
    res.setHeader("Allow", allowed.join(", "));
    say(res, 405, `${req.path} answers ${allowed.join(", ")}.`);
  };
}

/** The verbs that the routes of this path have. Where there is a GET, HEAD works too. */
export function allowedMethods(routes: Route[], req: Request): string[] {
  const methods = routes.filter((route) => fitsPattern(route, req)).map((route) => route.method);
  return methods.includes("GET") ? [...methods, "HEAD"] : methods;
}

/** An error as JSON: its status in the status line, its reason in the body. */
export function sendError(res: ServerResponse, status: number, reason: string): void {
  sendJson(res, status, { error: reason });
}

/** 201: something was made, and this is where it is. */
export function sendCreated(res: ServerResponse, location: string, value: unknown): void {
  res.setHeader("Location", location);
  sendJson(res, 201, value);
}
