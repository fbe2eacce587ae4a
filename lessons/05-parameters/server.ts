// SuperCoolShop so far: each product has a path of its own.

import type { ServerResponse } from "node:http";
import { listen } from "../../lessons/01-server/listen.ts";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import { findRoute, type Route } from "../../lessons/04-routing/router.ts";
import { decodes, fitsPattern } from "../../lessons/05-parameters/parameters.ts";
import { products } from "../../lessons/shop-data.ts";

// The first that fits answers: "/products/new" stands before "/products/:id", which would fit it too.
const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/products", handler: listProducts },
  { method: "GET", path: "/products/new", handler: showForm },
  { method: "GET", path: "/products/:id", handler: showProduct },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
];

listen((incoming, res) => {
  const req = readTarget(incoming);
  if (!decodes(req.path)) {
    sendText(res, 400, "The path is not well encoded.\n");
    return;
  }
  const route = findRoute(routes, req, fitsPattern);
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
  sendJson(
    res,
    200,
    products.filter((product) => category === null || product.category === category),
  );
}

function showForm(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>New</title><h1>A new product</h1>\n");
}

function showProduct(req: Request, res: ServerResponse): void {
  const product = products.find(({ id }) => id === req.params.id);
  if (product === undefined) sendText(res, 404, `No product has the id ${req.params.id}.\n`);
  else sendJson(res, 200, product);
}
