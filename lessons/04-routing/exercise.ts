// Lesson 04, your turn: the Library gets a list of routes.
//
// From this lesson on the file does not listen itself. It exports the function `listener`, and lessons/start.ts
// listens and calls it for each request. Do the steps in the order of their letters.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import type { Fits, Route } from "../../lessons/04-routing/router.ts";
import { books, loans } from "../../lessons/library-data.ts";

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/books", handler: (_req, res) => sendJson(res, 200, books) },
  // d. Two routes more: GET /loans answers with the list of loans, and GET /health with sendNothing(res).
];

// a. Whether the path of this route is the path of the request. (Now every route fits, and the first one wins.)
// f. "/books/" is meant as "/books". "/" stays as it is.
export function samePath(route: Route, req: Request): boolean {
  return true;
}

// The first route in the list that fits, or undefined when none does.
export function findRoute(routes: Route[], req: Request, fits: Fits = samePath): Route | undefined {
  // c. The verb must be the same too: route.method is that of the route, req.method that of the request.
  // e. HEAD asks for the header that GET would have. So where the request says HEAD, look for a GET route.
  return routes.find((route) => fits(route, req));
}

export function listener(incoming: IncomingMessage, res: ServerResponse): void {
  const req = readTarget(incoming);
  const route = findRoute(routes, req);
  // b. Without a route: status 404, and a text that says so. Then return, because there is no handler to call.
  //    (`?.` calls the handler only where there is a route. Where there is none, it does nothing.)
  route?.handler(req, res);
}

function showHome(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>City Library</title><h1>City Library</h1>\n");
}
