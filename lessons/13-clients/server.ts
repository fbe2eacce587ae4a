// SuperCoolShop so far: one Web API, and many kinds of clients.

import type { ServerResponse } from "node:http";
import { listen } from "../01-server/listen.ts";
import { type Request, readTarget } from "../02-request/request.ts";
import { sendHtml, sendJson, sendNothing } from "../03-response/respond.ts";
import type { Route } from "../04-routing/router.ts";
import { runSteps, type Step } from "../06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../07-status-codes/status.ts";
import { answerOnce, deadline } from "../08-one-response/one-response.ts";
import { readJson, textField } from "../09-body/body.ts";
import { answerProblems, selectFrom, sendProblem } from "../10-web-api/web-api.ts";
import { products as shipped } from "../shop-data.ts";
import { slowStore } from "../slow-store.ts";
import { allowOrigins } from "./cors.ts";
import { choose, escapeHtml } from "./negotiate.ts";

// In memory, so that each start of this example is the same.
const products = slowStore(shipped, (product) => product.id);
let lastId = 90_000;

const routes: Route[] = [
  { method: "GET", path: "/products", handler: listProducts },
  { method: "POST", path: "/products", handler: addProduct },
  { method: "PUT", path: "/silence/:seconds", handler: beSilent },
];

// For an experiment: the shop hears requests, and answers none.
let silentUntil = 0;
const silence: Step = async (_req, _res, next) => {
  if (Date.now() > silentUntil) await next();
};

const steps: Step[] = [
  silence,
  answerOnce,
  deadline(2_000),
  answerProblems,
  allowOrigins(["http://localhost:4000"]),
  toRoutes(routes, sendProblem),
];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function listProducts(req: Request, res: ServerResponse): Promise<void> {
  const list = selectFrom(await products.all(), req.query);
  const type = choose(req, res, ["application/json", "text/html"]);
  if (type === "application/json") return sendJson(res, 200, list);
  const items = list
    .map(({ name, price }) => `<li>${escapeHtml(name)}: ${(price / 100).toFixed(2)}\n`)
    .join("");
  sendHtml(res, 200, `<!doctype html>\n<title>SuperCoolShop</title>\n<ul>\n${items}</ul>\n`);
}

async function addProduct(req: Request, res: ServerResponse): Promise<void> {
  const name = textField(await readJson(req), "name");
  lastId += 1;
  const product = { id: String(lastId), name, category: "new", price: 100, stock: 1 };
  await products.put(product);
  sendCreated(res, `/products?id=${product.id}`, product);
}

function beSilent(req: Request, res: ServerResponse): void {
  silentUntil = Date.now() + Number(req.params.seconds) * 1_000;
  sendNothing(res);
}
