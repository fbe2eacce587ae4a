// Orders in the Web API. There is no list of them: whoever ordered knows the URL of the order, and nobody else.

import { type App, HttpError, json, type Request } from "../../index.ts";
import { etagOf, isFresh } from "../conditions.ts";
import { orderOr404, placeOrder } from "../orders.ts";
import type { Order, ShopData } from "../records.ts";

export function addOrderRoutes(api: App, data: ShopData): void {
  api.get("/orders", async (_req, res) => {
    res.json({ total: await data.orders.count() });
  });

  api.post("/orders", json({ limit: 10_000 }), async (req, res) => {
    const order = await placeOrder(data, req.body, idempotencyKey(req));
    res.status(201).setHeader("Location", `${req.baseUrl}/orders/${order.id}`);
    res.setHeader("ETag", await etagOf(data, order));
    res.json(orderView(order));
  });

  api.get("/orders/:id", async (req, res) => {
    const order = await orderOr404(data, req.params.id);
    res.setHeader("Cache-Control", "private, no-cache");
    if (isFresh(req, res, await etagOf(data, order))) return;
    res.json(orderView(order));
  });
}

function orderView({ version: _version, idempotencyKey: _key, ...order }: Order) {
  return order;
}

/** @throws {HttpError} 400 for a key that is empty or endless. */
function idempotencyKey(req: Request): string | undefined {
  const key = req.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key === "string" && /^[\x21-\x7e]{8,100}$/.test(key)) return key;
  throw new HttpError(400, "An Idempotency-Key has from 8 to 100 letters and digits, such as a UUID.");
}
