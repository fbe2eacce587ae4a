// Lesson 17, your turn: SuperCoolShop, on the parts that you have written.
//
// Each import under "The parts" is one. Now all of them are the course's. To take yours, write its file instead:
//   "../../lessons/04-routing/router.ts" becomes "../04-routing/exercise.ts"
// "npm run parts" says which of yours pass their own lesson, and "npm run parts -- --take" takes those.

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

// Parts from steps that went further: of lesson 14 the step e, of lesson 15 the step f.

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
  // c. POST /api/products/:id/reviews
  { method: "GET", path: "/api/products/:id/reviews/:review", handler: reading.showReview },
  { method: "GET", path: "/api/orders", handler: reading.countOrders },
  // b. POST /api/orders, and GET /api/orders/:id, for which there is reading.showOrder.
];

// a. What each request passes on its way, in the right order: answerOnce, deadline(10_000), answerProblems,
//    ourPagesOnly.
const steps: Step[] = [toRoutes(routes, parts)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

function listEndpoints(_req: Request, res: ServerResponse): void {
  sendJson(res, 200, { endpoints: routes.map(({ method, path }) => ({ method, path })) });
}

// b. POST /api/orders with {"productId":"66432","quantity":2,"name":"Alice","address":"1 Main Street"}
//    201, Location /api/orders/..., and orderView(order). An order has the fields of Order in
//    lessons/17-your-own/data.ts; randomUUID() is a good id, because nobody guesses it.
//    409 when there are not enough left, and 400 for a productId that no product has. Sold is taken from the stock.
//    Look, decide and write in one shop.change((draft) => { ... }).
// d. Further: a client that got no answer asks again. With the same header field Idempotency-Key, the order that was
//    made the first time is the answer, and none is made a second time.
async function addOrder(req: Request, res: ServerResponse): Promise<void> {
  const wanted = await readOrder(req, parts); // productId, quantity, name, address. It throws the 400, 413 and 415.
  throw new HttpError(501, "Nothing can be ordered yet.");
}

// c. POST /api/products/:id/reviews with {"author":"Alice","rating":5,"text":"Fits exactly."}
//    201, Location /api/products/.../reviews/..., and the review. Its id is counted on: draft.lastId. The newest
//    stands first: draft.reviews.unshift(review). 404 for a product that is not there, whatever the body says.
async function addReview(req: Request, res: ServerResponse): Promise<void> {
  const { id } = findProduct(shop.read(), req.params.id);
  const fields = await readReview(req, parts); // author, rating, text
  throw new HttpError(501, "Nothing can be reviewed yet.");
}
