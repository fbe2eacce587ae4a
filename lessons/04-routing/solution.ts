// Lesson 04, one good answer.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import type { Fits, Route } from "../../lessons/04-routing/router.ts";
import { books, loans } from "../../lessons/library-data.ts";

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/books", handler: (_req, res) => sendJson(res, 200, books) },
  { method: "GET", path: "/loans", handler: (_req, res) => sendJson(res, 200, loans) },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
  { method: "GET", path: "/routes", handler: (_req, res) => sendJson(res, 200, routes) },
];

export function samePath(route: Route, req: Request): boolean {
  const path = req.path.length > 1 && req.path.endsWith("/") ? req.path.slice(0, -1) : req.path;
  return route.path === path;
}

export function findRoute(routes: Route[], req: Request, fits: Fits = samePath): Route | undefined {
  const method = req.method === "HEAD" ? "GET" : req.method;
  return routes.find((route) => route.method === method && fits(route, req));
}

export function listener(incoming: IncomingMessage, res: ServerResponse): void {
  const req = readTarget(incoming);
  const route = findRoute(routes, req);
  if (route === undefined) {
    sendText(res, 404, `No route for ${req.method} ${req.path}.\n`);
    return;
  }
  route.handler(req, res);
}

function showHome(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>City Library</title><h1>City Library</h1>\n");
}
