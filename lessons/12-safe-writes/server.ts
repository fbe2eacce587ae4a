// SuperCoolShop so far: customers order, and what is sold is sold once. Stock and order change in one turn.

import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listen } from "../01-server/listen.ts";
import { type Request, readTarget } from "../02-request/request.ts";
import { sendJson } from "../03-response/respond.ts";
import type { Route } from "../04-routing/router.ts";
import { runSteps, type Step } from "../06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../08-one-response/one-response.ts";
import { readJson } from "../09-body/body.ts";
import { answerProblems, countField, selectFrom, sendProblem } from "../10-web-api/web-api.ts";
import { products } from "../shop-data.ts";
import { safeStore } from "./safe-store.ts";

interface Order {
  id: string;
  product: string;
  quantity: number;
}

const folder = process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url));
const orders: Order[] = [];
const shop = await safeStore(join(folder, "shop.json"), { lastOrder: 0, products, orders });

const routes: Route[] = [
  { method: "GET", path: "/products", handler: listProducts },
  { method: "GET", path: "/products/:id", handler: showProduct },
  { method: "POST", path: "/products/:id/orders", handler: addOrder },
  { method: "GET", path: "/orders/:id", handler: showOrder },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];
listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

function listProducts(req: Request, res: ServerResponse): void {
  sendJson(res, 200, selectFrom(shop.read().products, req.query));
}

function showProduct(req: Request, res: ServerResponse): void {
  sendJson(res, 200, find(shop.read().products, req.params.id));
}

function showOrder(req: Request, res: ServerResponse): void {
  sendJson(res, 200, find(shop.read().orders, req.params.id));
}

async function addOrder(req: Request, res: ServerResponse): Promise<void> {
  const quantity = countField(await readJson(req), "quantity"); // All waiting comes first: the turn is short.
  if (quantity === 0) throw new HttpError(400, "quantity must be 1 or more.");
  const order = await shop.change((draft) => {
    const product = find(draft.products, req.params.id);
    if (product.stock < quantity) throw new HttpError(409, `Only ${product.stock} left: ${product.name}.`);
    product.stock -= quantity;
    draft.lastOrder += 1; // The counter lies in the file, so it never begins again.
    const order = { id: String(draft.lastOrder), product: product.id, quantity };
    draft.orders.push(order);
    return order;
  });
  sendCreated(res, `/orders/${order.id}`, order);
}

function find<Item extends { id: string }>(items: Item[], id = ""): Item {
  const item = items.find((one) => one.id === id);
  if (item === undefined) throw new HttpError(404, `There is nothing with the id ${id}.`);
  return item;
}
