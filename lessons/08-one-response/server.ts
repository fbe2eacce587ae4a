// SuperCoolShop so far: whatever its handlers do, each request gets one response.

import type { ServerResponse } from "node:http";
import { listen } from "../../lessons/01-server/listen.ts";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendError, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerErrors, answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { products as shipped } from "../../lessons/shop-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

const products = slowStore(shipped, (product) => product.id);

const routes: Route[] = [
  { method: "GET", path: "/products/:id", handler: showProduct },
  // Four mistakes, to be looked at. None of them stops the server.
  { method: "GET", path: "/broken", handler: () => JSON.parse("this is no JSON") },
  { method: "GET", path: "/silent", handler: () => {} },
  { method: "GET", path: "/twice", handler: answerTwice },
  { method: "GET", path: "/no-return", handler: forgetReturn },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerErrors, toRoutes(routes)];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function showProduct(req: Request, res: ServerResponse): Promise<void> {
  const product = await products.get(req.params.id ?? "");
  if (product === undefined) throw new HttpError(404, `No product has the id ${req.params.id}.`);
  sendJson(res, 200, product);
}

function forgetReturn(_req: Request, res: ServerResponse): void {
  sendError(res, 404, "There is no such product.");
  sendJson(res, 200, { name: "undefined" });
}

function answerTwice(_req: Request, res: ServerResponse): void {
  res.end("The first answer.\n");
  res.end("The second answer.\n");
}
