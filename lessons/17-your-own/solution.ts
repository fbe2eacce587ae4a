// Lesson 17, one good answer: all parts are the course's.

import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import type { Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated } from "../../lessons/07-status-codes/status.ts";
import { HttpError } from "../../lessons/08-one-response/one-response.ts";
import { answerProblems } from "../../lessons/10-web-api/web-api.ts";
import { findProduct } from "../../lessons/17-your-own/catalogue.ts";
import { openShop } from "../../lessons/17-your-own/data.ts";
import { readOrder, readReview } from "../../lessons/17-your-own/forms.ts";
import { productHandlers } from "../../lessons/17-your-own/products.ts";
import { orderView, readingHandlers } from "../../lessons/17-your-own/reading.ts";
import { toRoutes } from "../../lessons/17-your-own/to-routes.ts";

// The parts, one line for each lesson.

import { findRoute } from "../../lessons/04-routing/router.ts";
import { decodes, fitsPattern } from "../../lessons/05-parameters/parameters.ts";
import { runSteps } from "../../lessons/06-middleware/middleware.ts";
import { allowedMethods } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline } from "../../lessons/08-one-response/one-response.ts";
import { readJson, textField } from "../../lessons/09-body/body.ts";
import { readWhole, writeWhole } from "../../lessons/11-persistence/file-store.ts";
import { queue } from "../../lessons/12-safe-writes/safe-store.ts";
import { escapeHtml } from "../../lessons/13-clients/negotiate.ts";
import { sendIfChanged } from "../../lessons/14-updates/updates.ts";

// Parts from steps that went further.

import { mustMatch } from "../../lessons/14-updates/updates.ts";
import { ourPagesOnly } from "../../lessons/15-sessions/sessions.ts";

// biome-ignore format: one line for each kind.
const parts = {
  findRoute, decodes, fitsPattern, allowedMethods,
  readJson, textField, readWhole, writeWhole, queue,
  escapeHtml, sendIfChanged, mustMatch,
};
const shop = await openShop(process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url)), parts);
const products = productHandlers(shop, parts);
const reading = readingHandlers(shop);

const routes: Route[] = [
  { method: "GET", path: "/", handler: products.listPage },
  { method: "GET", path: "/products", handler: products.listPage },
  { method: "GET", path: "/products/:id", handler: products.showPage },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
  { method: "GET", path: "/api", handler: listEndpoints },
  { method: "GET", path: "/api/products", handler: products.list },
  { method: "POST", path: "/api/products", handler: products.add },
  { method: "GET", path: "/api/products/:id", handler: products.show },
  { method: "PUT", path: "/api/products/:id", handler: products.replace },
  { method: "DELETE", path: "/api/products/:id", handler: products.remove },
  { method: "GET", path: "/api/products/:id/reviews", handler: reading.listReviews },
  { method: "POST", path: "/api/products/:id/reviews", handler: addReview },
  { method: "GET", path: "/api/products/:id/reviews/:review", handler: reading.showReview },
  { method: "GET", path: "/api/orders", handler: reading.countOrders },
  { method: "POST", path: "/api/orders", handler: addOrder },
  { method: "GET", path: "/api/orders/:id", handler: reading.showOrder },
];

const steps: Step[] = [answerOnce, deadline(10_000), answerProblems, ourPagesOnly, toRoutes(routes, parts)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

function listEndpoints(_req: Request, res: ServerResponse): void {
  sendJson(res, 200, { endpoints: routes.map(({ method, path }) => ({ method, path })) });
}

async function addOrder(req: Request, res: ServerResponse): Promise<void> {
  const wanted = await readOrder(req, parts);
  const key = req.headers["idempotency-key"]?.toString();
  const order = await shop.change((draft) => {
    const made = draft.orders.find((one) => key !== undefined && one.key === key);
    if (made !== undefined) return made;
    const product = draft.products.find((one) => one.id === wanted.productId);
    if (product === undefined) throw new HttpError(400, `productId: no product has ${wanted.productId}.`);
    if (product.stock < wanted.quantity)
      throw new HttpError(409, `${product.stock} left of ${product.name}.`);
    product.stock -= wanted.quantity;
    const { name: productName, price } = product;
    const order = { id: randomUUID(), ...wanted, productName, price, total: price * wanted.quantity, key };
    draft.orders.push(order);
    return order;
  });
  sendCreated(res, `/api/orders/${order.id}`, orderView(order));
}

async function addReview(req: Request, res: ServerResponse): Promise<void> {
  const { id } = findProduct(shop.read(), req.params.id);
  const fields = await readReview(req, parts);
  const review = await shop.change((draft) => {
    findProduct(draft, id); // It may have gone while the body came.
    draft.lastId += 1;
    const review = { id: String(draft.lastId), productId: id, ...fields };
    draft.reviews.unshift(review);
    return review;
  });
  sendCreated(res, `/api/products/${id}/reviews/${review.id}`, review);
}
