// SuperCoolShop so far: an open page hears of it when a price has changed.

import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { listen } from "../01-server/listen.ts";
import { type Request, readTarget } from "../02-request/request.ts";
import { sendHtml, sendJson } from "../03-response/respond.ts";
import type { Route } from "../04-routing/router.ts";
import { runSteps, type Step } from "../06-middleware/middleware.ts";
import { toRoutes } from "../07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../08-one-response/one-response.ts";
import { readJson, textField } from "../09-body/body.ts";
import { answerProblems, countField, sendProblem } from "../10-web-api/web-api.ts";
import { queue } from "../12-safe-writes/safe-store.ts";
import { type Product, products as shipped } from "../shop-data.ts";
import { slowStore } from "../slow-store.ts";
import { mustMatch, newFeed, sendIfChanged } from "./updates.ts";

// In memory, so that each start of this example is the same.
const products = slowStore(shipped, (product) => product.id);
const inTurn = queue();
const feed = newFeed();

const routes: Route[] = [
  { method: "GET", path: "/", handler: showPrices },
  { method: "GET", path: "/products", handler: listProducts },
  { method: "GET", path: "/products/:id", handler: showProduct },
  { method: "PUT", path: "/products/:id", handler: replaceProduct },
  { method: "GET", path: "/events", handler: feed.open },
  { method: "GET", path: "/listeners", handler: (_req, res) => sendJson(res, 200, { count: feed.count() }) },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function showPrices(_req: Request, res: ServerResponse): Promise<void> {
  sendHtml(res, 200, await readFile(new URL("./prices.html", import.meta.url), "utf8"));
}

async function listProducts(req: Request, res: ServerResponse): Promise<void> {
  sendIfChanged(req, res, await products.all());
}

async function showProduct(req: Request, res: ServerResponse): Promise<void> {
  sendIfChanged(req, res, await productOf(req));
}

async function replaceProduct(req: Request, res: ServerResponse): Promise<void> {
  const body = await readJson(req);
  const [name, category] = [textField(body, "name"), textField(body, "category")];
  const [price, stock] = [countField(body, "price"), countField(body, "stock")];
  const product = await inTurn(async () => {
    const old = await productOf(req);
    mustMatch(req, old);
    const made = { id: old.id, name, category, price, stock };
    await products.put(made);
    return made;
  });
  feed.send("price", { id: product.id, price });
  sendJson(res, 200, product);
}

async function productOf(req: Request): Promise<Product> {
  const product = await products.get(req.params.id ?? "");
  if (product === undefined) throw new HttpError(404, `No product has the id ${req.params.id}.`);
  return product;
}
