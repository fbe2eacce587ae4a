// SuperCoolShop so far, put together of the parts of all lessons: people and programs see its products, and programs
// change them. Orders and reviews are yours to add.

import { fileURLToPath } from "node:url";
import { listen } from "../01-server/listen.ts";
import { readTarget } from "../02-request/request.ts";
import { sendNothing } from "../03-response/respond.ts";
import { findRoute, type Route } from "../04-routing/router.ts";
import { decodes, fitsPattern } from "../05-parameters/parameters.ts";
import { runSteps, type Step } from "../06-middleware/middleware.ts";
import { allowedMethods } from "../07-status-codes/status.ts";
import { answerOnce, deadline } from "../08-one-response/one-response.ts";
import { readJson, textField } from "../09-body/body.ts";
import { answerProblems } from "../10-web-api/web-api.ts";
import { readWhole, writeWhole } from "../11-persistence/file-store.ts";
import { queue } from "../12-safe-writes/safe-store.ts";
import { escapeHtml } from "../13-clients/negotiate.ts";
import { mustMatch, sendIfChanged } from "../14-updates/updates.ts";
import { ourPagesOnly } from "../15-sessions/sessions.ts";
import { openShop } from "./data.ts";
import type { Parts } from "./parts.ts";
import { productHandlers } from "./products.ts";
import { toRoutes } from "./to-routes.ts";

// biome-ignore format: one line for each kind.
const parts: Parts = {
  findRoute, decodes, fitsPattern, allowedMethods,
  readJson, textField, readWhole, writeWhole, queue,
  escapeHtml, sendIfChanged, mustMatch,
};
const shop = await openShop(process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url)), parts);
const products = productHandlers(shop, parts);

const routes: Route[] = [
  { method: "GET", path: "/", handler: products.listPage },
  { method: "GET", path: "/products/:id", handler: products.showPage },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
  { method: "GET", path: "/api/products", handler: products.list },
  { method: "POST", path: "/api/products", handler: products.add },
  { method: "GET", path: "/api/products/:id", handler: products.show },
  { method: "PUT", path: "/api/products/:id", handler: products.replace },
  { method: "DELETE", path: "/api/products/:id", handler: products.remove },
];

const log: Step = async (req, res, next) => {
  await next();
  console.log(req.method, req.url, res.statusCode);
};

const steps: Step[] = [
  log,
  answerOnce,
  deadline(10_000),
  answerProblems,
  ourPagesOnly,
  toRoutes(routes, parts),
];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));
