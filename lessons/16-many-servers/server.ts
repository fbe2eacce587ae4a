// SuperCoolShop so far: it keeps nothing itself, so there can be many of it. What it shows lies in a database, and the
// client is told where the time went.

import { createServer, type ServerResponse } from "node:http";
import { type Request, readTarget } from "../02-request/request.ts";
import { sendJson, sendNothing } from "../03-response/respond.ts";
import type { Route } from "../04-routing/router.ts";
import { runSteps, type Step } from "../06-middleware/middleware.ts";
import { toRoutes } from "../07-status-codes/status.ts";
import { answerOnce, deadline } from "../08-one-response/one-response.ts";
import { answerProblems, selectFrom, sendProblem } from "../10-web-api/web-api.ts";
import { products as shipped } from "../shop-data.ts";
import { databaseUrl } from "./database-url.ts";
import { longWay } from "./distance.ts";
import { openStore } from "./shared-store.ts";
import { noteTotal, timed } from "./timing.ts";

type Line = Record<"basket" | "product", string>;

const way = await longWay(await databaseUrl());
const products = await openStore(way.url, "products", (product) => product.id, shipped);
const lines = await openStore<Line>(way.url, "lines", ({ basket, product }) => `${basket} ${product}`);

const routes: Route[] = [
  { method: "GET", path: "/products", handler: listProducts },
  { method: "GET", path: "/baskets/:basket", handler: showBasket },
  { method: "PUT", path: "/baskets/:basket/:product", handler: fillBasket },
  { method: "PUT", path: "/distance/:ms", handler: moveDatabase },
  { method: "PUT", path: "/work/:ms", handler: workHard },
];

const steps: Step[] = [noteTotal, answerOnce, deadline(5_000), answerProblems, toRoutes(routes, sendProblem)];
const server = createServer((incoming, res) => runSteps(steps, readTarget(incoming), res));
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
// Whoever stops a server politely sends SIGTERM. What is under way is finished first.
process.once("SIGTERM", () => server.close(() => process.exit()));

async function listProducts(req: Request, res: ServerResponse): Promise<void> {
  const list = await timed(res, "products", () => products.all());
  sendJson(res, 200, selectFrom(list, req.query));
}

async function showBasket({ params }: Request, res: ServerResponse): Promise<void> {
  const [list, all] = await Promise.all([
    timed(res, "lines", () => lines.all()),
    timed(res, "products", () => products.all()),
  ]);
  const ids = list.filter(({ basket }) => basket === params.basket).map(({ product }) => product);
  const found = all.filter(({ id }) => ids.includes(id));
  sendJson(res, 200, found);
}

async function fillBasket({ params: { basket = "", product = "" } }: Request, res: ServerResponse) {
  await timed(res, "lines", () => lines.put({ basket, product }));
  sendNothing(res);
}

/** How far the database is: so many milliseconds for each question. */
function moveDatabase({ params }: Request, res: ServerResponse): void {
  way.wait = Number(params.ms);
  sendNothing(res);
}

/** Works without a pause, as a program does that computes something large. */
function workHard({ params }: Request, res: ServerResponse): void {
  const end = performance.now() + Number(params.ms);
  while (performance.now() < end);
  sendNothing(res);
}
