// Lesson 04, your turn: the Library gets a list of routes.
//
// From this lesson on the file does not listen itself. It exports the function `listener`, and lessons/start.ts
// calls it for each request.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { books, loans } from "../../lessons/library-data.ts";

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/books", handler: (_req, res) => sendJson(res, 200, books) },
  // b. Two routes more: GET /loans answers with the list of loans, and GET /health with sendNothing(res).
];

// a. The first route in the list whose method and path are those of the request, or undefined without one.
//    HEAD asks for the header that GET would have, so a GET route answers it. "/books/" is meant as "/books".
export function findRoute(routes: Route[], req: Request): Route | undefined {
  return routes[0];
}

export function listener(incoming: IncomingMessage, res: ServerResponse): void {
  const req = readTarget(incoming);
  const route = findRoute(routes, req);
  // c. Without a route: status 404, and a text that says so.
  route?.handler(req, res);
}

function showHome(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>City Library</title><h1>City Library</h1>\n");
}
