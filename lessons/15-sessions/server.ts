// SuperCoolShop so far: it knows who asks, and who may do what.

import type { ServerResponse } from "node:http";
import { listen } from "../01-server/listen.ts";
import { type Request, readTarget } from "../02-request/request.ts";
import { sendJson, sendNothing } from "../03-response/respond.ts";
import type { Route } from "../04-routing/router.ts";
import { runSteps, type Step } from "../06-middleware/middleware.ts";
import { toRoutes } from "../07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../08-one-response/one-response.ts";
import { answerProblems, sendProblem } from "../10-web-api/web-api.ts";
import { slowStore } from "../slow-store.ts";
import { type Account, findAccount, makeAccount, mustBeMember, whoIs } from "./accounts.ts";
import { logIn, logOut, ourPagesOnly } from "./sessions.ts";

// In memory, so that each start of this example is the same.
const accounts = slowStore<Account>([], (account) => account.name);
const baskets = new Map<string, string[]>();

const routes: Route[] = [
  { method: "POST", path: "/customers", handler: join },
  { method: "POST", path: "/login", handler: enter },
  { method: "POST", path: "/logout", handler: leave },
  { method: "GET", path: "/baskets/:name", handler: (req, res) => sendJson(res, 200, basketOf(req, res)) },
  { method: "PUT", path: "/baskets/:name/:product", handler: fillBasket },
];

const steps: Step[] = [
  answerOnce,
  deadline(10_000),
  answerProblems,
  ourPagesOnly,
  findAccount(accounts),
  toRoutes(routes, sendProblem),
];

listen((incoming, res) => runSteps(steps, readTarget(incoming), res));

async function join(req: Request, res: ServerResponse): Promise<void> {
  sendJson(res, 201, { name: await makeAccount(req, accounts) });
}

async function enter(req: Request, res: ServerResponse): Promise<void> {
  const name = await whoIs(req, res, accounts);
  logIn(req, res, name);
  sendJson(res, 200, { name });
}

function leave(req: Request, res: ServerResponse): void {
  logOut(req, res);
  sendNothing(res);
}

/** The basket of the path. @throws {HttpError} 401 for nobody, 403 for anyone but its owner */
function basketOf(req: Request, res: ServerResponse): string[] {
  const { name } = mustBeMember(req, res);
  if (name !== req.params.name) throw new HttpError(403, "This basket is not yours.");
  return baskets.get(name) ?? [];
}

function fillBasket(req: Request, res: ServerResponse): void {
  const { name = "", product = "" } = req.params;
  const basket = [...basketOf(req, res).filter((id) => id !== product), product];
  baskets.set(name, basket);
  sendJson(res, 200, basket);
}
