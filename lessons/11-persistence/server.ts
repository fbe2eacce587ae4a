// SuperCoolShop so far: what was written is still there after the server was stopped.

import { randomUUID } from "node:crypto";
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
import { readJson, textField } from "../09-body/body.ts";
import { answerProblems, countField, selectFrom, sendProblem } from "../10-web-api/web-api.ts";
import { type Product, products as shipped } from "../shop-data.ts";
import { fileStore } from "./file-store.ts";

// Beside this file, wherever the server is started from. DATA names another folder.
const folder = process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url));
const products = await fileStore(join(folder, "products.json"), shipped, (product) => product.id);

const routes: Route[] = [
  { method: "GET", path: "/products", handler: listProducts },
  { method: "POST", path: "/products", handler: addProduct },
  { method: "GET", path: "/products/:id", handler: showProduct },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function listProducts(req: Request, res: ServerResponse): Promise<void> {
  sendJson(res, 200, selectFrom(await products.all(), req.query));
}

async function addProduct(req: Request, res: ServerResponse): Promise<void> {
  const fields = await readProduct(req);
  const product = { id: randomUUID(), ...fields }; // A counter would begin again with each start.
  await products.put(product);
  sendCreated(res, `/products/${product.id}`, product);
}

async function showProduct(req: Request, res: ServerResponse): Promise<void> {
  const product = await products.get(req.params.id ?? "");
  if (product === undefined) throw new HttpError(404, `No product has the id ${req.params.id}.`);
  sendJson(res, 200, product);
}

async function readProduct(req: Request): Promise<Omit<Product, "id">> {
  const body = await readJson(req);
  const [name, category] = [textField(body, "name"), textField(body, "category")];
  return { name, category, price: countField(body, "price"), stock: countField(body, "stock") };
}
