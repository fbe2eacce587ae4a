// SuperCoolShop so far: its products, as a Web API. Programs can read, add, change and remove them.

import type { ServerResponse } from "node:http";
import { listen } from "../01-server/listen.ts";
import { type Request, readTarget } from "../02-request/request.ts";
import { sendJson, sendNothing } from "../03-response/respond.ts";
import type { Route } from "../04-routing/router.ts";
import { runSteps, type Step } from "../06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../08-one-response/one-response.ts";
import { readJson, textField } from "../09-body/body.ts";
import { type Product, products as shipped } from "../shop-data.ts";
import { slowStore } from "../slow-store.ts";
import { answerProblems, countField, selectFrom, sendProblem } from "./web-api.ts";

const products = slowStore(shipped, (product) => product.id);
let lastId = 90_000;

const routes: Route[] = [
  { method: "GET", path: "/products", handler: listProducts },
  { method: "POST", path: "/products", handler: addProduct },
  { method: "GET", path: "/products/:id", handler: showProduct },
  { method: "PUT", path: "/products/:id", handler: replaceProduct },
  { method: "DELETE", path: "/products/:id", handler: removeProduct },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function listProducts(req: Request, res: ServerResponse): Promise<void> {
  sendJson(res, 200, selectFrom(await products.all(), req.query));
}

async function addProduct(req: Request, res: ServerResponse): Promise<void> {
  const fields = await readProduct(req);
  lastId += 1; // Counted on, never taken from the list: an id that was given is not given again.
  const product = { id: String(lastId), ...fields };
  await products.put(product);
  sendCreated(res, `/products/${product.id}`, product);
}

async function showProduct(req: Request, res: ServerResponse): Promise<void> {
  const product = await products.get(req.params.id ?? "");
  if (product === undefined) throw new HttpError(404, `No product has the id ${req.params.id}.`);
  sendJson(res, 200, product);
}

async function replaceProduct(req: Request, res: ServerResponse): Promise<void> {
  const { id = "" } = req.params;
  if ((await products.get(id)) === undefined) throw new HttpError(404, `No product has the id ${id}.`);
  const product = { id, ...(await readProduct(req)) };
  await products.put(product);
  sendJson(res, 200, product);
}

async function removeProduct(req: Request, res: ServerResponse): Promise<void> {
  const removed = await products.remove(req.params.id ?? "");
  if (!removed) throw new HttpError(404, `No product has the id ${req.params.id}.`);
  sendNothing(res);
}

async function readProduct(req: Request): Promise<Omit<Product, "id">> {
  const body = await readJson(req);
  const [name, category] = [textField(body, "name"), textField(body, "category")];
  return { name, category, price: countField(body, "price"), stock: countField(body, "stock") };
}
