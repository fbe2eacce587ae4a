// SuperCoolShop so far: clients submit data, and none of it is trusted.

import type { ServerResponse } from "node:http";
import { listen } from "../../lessons/01-server/listen.ts";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerErrors, answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { readJson, textField } from "../../lessons/09-body/body.ts";
import { products as shipped } from "../../lessons/shop-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

interface Review {
  id: string;
  product: string;
  author: string;
  comment: string;
}

const products = slowStore(shipped, (product) => product.id);
const reviews = slowStore<Review>([], (review) => review.id);
let written = 0;

const routes: Route[] = [
  { method: "GET", path: "/products/:id", handler: showProduct },
  { method: "GET", path: "/reviews", handler: async (_req, res) => sendJson(res, 200, await reviews.all()) },
  { method: "GET", path: "/reviews/:id", handler: showReview },
  { method: "POST", path: "/products/:id/reviews", handler: addReview },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerErrors, toRoutes(routes)];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function showProduct(req: Request, res: ServerResponse): Promise<void> {
  sendJson(res, 200, await productOf(req));
}

async function addReview(req: Request, res: ServerResponse): Promise<void> {
  const product = await productOf(req);
  const body = await readJson(req, 10_000);
  const author = textField(body, "author");
  const comment = textField(body, "comment");
  written += 1;
  const review = { id: String(written), product: product.id, author, comment };
  await reviews.put(review);
  sendCreated(res, `/reviews/${review.id}`, review);
}

async function showReview(req: Request, res: ServerResponse): Promise<void> {
  const review = await reviews.get(req.params.id ?? "");
  if (review === undefined) throw new HttpError(404, `No review has the id ${req.params.id}.`);
  sendJson(res, 200, review);
}

async function productOf(req: Request) {
  const product = await products.get(req.params.id ?? "");
  if (product === undefined) throw new HttpError(404, `No product has the id ${req.params.id}.`);
  return product;
}
