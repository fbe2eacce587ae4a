// SuperCoolShop so far: a list of routes instead of a chain of ifs.

import type { ServerResponse } from "node:http";
import { listen } from "../../lessons/01-server/listen.ts";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import { findRoute, type Route } from "../../lessons/04-routing/router.ts";
import { products } from "../../lessons/shop-data.ts";

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/products", handler: listProducts },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
];

listen((incoming, res) => {
  const req = readTarget(incoming);
  const route = findRoute(routes, req);
  if (route === undefined) {
    sendText(res, 404, `No route for ${req.method} ${req.path}.\n`);
    return;
  }
  route.handler(req, res);
});

function showHome(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>SuperCoolShop</title><h1>SuperCoolShop</h1>\n");
}

function listProducts(req: Request, res: ServerResponse): void {
  const category = req.query.get("category");
  const found = products.filter((product) => category === null || product.category === category);
  sendJson(res, 200, found);
}
