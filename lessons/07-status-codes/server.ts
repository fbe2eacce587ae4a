// SuperCoolShop so far: it says with its status what happened.

import type { ServerResponse } from "node:http";
import { listen } from "../../lessons/01-server/listen.ts";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated, sendError, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { products as shipped } from "../../lessons/shop-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

const products = slowStore(shipped, (product) => product.id);
const marked = slowStore<{ id: string }>([], (mark) => mark.id);

const routes: Route[] = [
  {
    method: "GET",
    path: "/products",
    handler: async (_req, res) => sendJson(res, 200, await products.all()),
  },
  { method: "GET", path: "/products/:id", handler: showProduct },
  { method: "GET", path: "/wishlist", handler: async (_req, res) => sendJson(res, 200, await marked.all()) },
  { method: "GET", path: "/wishlist/:id", handler: showWish },
  { method: "PUT", path: "/wishlist/:id", handler: addWish },
  { method: "DELETE", path: "/wishlist/:id", handler: removeWish },
];

const steps: Step[] = [toRoutes(routes)];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function showProduct(req: Request, res: ServerResponse): Promise<void> {
  const product = await products.get(req.params.id ?? "");
  if (product === undefined) sendError(res, 404, `No product has the id ${req.params.id}.`);
  else sendJson(res, 200, product);
}

async function showWish(req: Request, res: ServerResponse): Promise<void> {
  const wish = await marked.get(req.params.id ?? "");
  if (wish === undefined) sendError(res, 404, `${req.params.id} is not on the wish list.`);
  else sendJson(res, 200, wish);
}

async function addWish(req: Request, res: ServerResponse): Promise<void> {
  const id = req.params.id ?? "";
  if (!/^\d+$/.test(id)) return sendError(res, 400, `A product's id has digits only, not ${id}.`);
  if ((await products.get(id)) === undefined) return sendError(res, 404, `No product has the id ${id}.`);
  if ((await marked.get(id)) !== undefined) return sendNothing(res);
  await marked.put({ id });
  sendCreated(res, `/wishlist/${id}`, { id });
}

async function removeWish(req: Request, res: ServerResponse): Promise<void> {
  const id = req.params.id ?? "";
  if (await marked.remove(id)) sendNothing(res);
  else sendError(res, 404, `${id} is not on the wish list.`);
}
