// SuperCoolShop so far: its data must be waited for, and every request passes the same steps.

import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { listen } from "../../lessons/01-server/listen.ts";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step, toRoutes } from "../../lessons/06-middleware/middleware.ts";
import { products as shipped } from "../../lessons/shop-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

const products = slowStore(shipped, (product) => product.id);

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/products", handler: listProducts },
  { method: "GET", path: "/products/:id", handler: showProduct },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
];

const log: Step = async (req, res, next) => {
  const start = performance.now();
  await next();
  // Here everything behind this step is done: the status is known.
  console.log(req.method, req.url, res.statusCode, `${(performance.now() - start).toFixed(1)} ms`);
};

const nameServer: Step = async (_req, res, next) => {
  res.setHeader("X-Served-By", "SuperCoolShop");
  await next();
};

const noKettles: Step = async (req, res, next) => {
  if (req.headers["user-agent"]?.startsWith("kettle")) {
    sendText(res, 403, "No kettles, please.\n");
    return;
  }
  await next();
};

const steps: Step[] = [log, nameServer, noKettles, toRoutes(routes)];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function showHome(_req: Request, res: ServerResponse): Promise<void> {
  const file = new URL("../../lessons/06-middleware/home.html", import.meta.url);
  const page = await readFile(file, "utf8");
  sendHtml(res, 200, page);
}

async function listProducts(_req: Request, res: ServerResponse): Promise<void> {
  const found = await products.all();
  sendJson(res, 200, found);
}

async function showProduct(req: Request, res: ServerResponse): Promise<void> {
  const product = await products.get(req.params.id ?? "");
  if (product === undefined) sendText(res, 404, `No product has the id ${req.params.id}.\n`);
  else sendJson(res, 200, product);
}
