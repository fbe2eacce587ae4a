// The shop of the benchmark on the modules of the lessons, put together as lesson 17 puts them together. The parts that
// take part in this request are handed in, so that a student's own can be measured.

import { createServer } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson } from "../../lessons/03-response/respond.ts";
import type { findRoute, Handler, Route } from "../../lessons/04-routing/router.ts";
import type { decodes, fitsPattern } from "../../lessons/05-parameters/parameters.ts";
import type { runSteps, Step } from "../../lessons/06-middleware/middleware.ts";
import type { allowedMethods } from "../../lessons/07-status-codes/status.ts";
import type { answerOnce, deadline } from "../../lessons/08-one-response/one-response.ts";
import { answerProblems } from "../../lessons/10-web-api/web-api.ts";
import type { Parts } from "../../lessons/17-your-own/parts.ts";
import { toRoutes } from "../../lessons/17-your-own/to-routes.ts";
import { tellParent } from "./peer.ts";
import {
  currency,
  headerName,
  headerValue,
  measuredRoute,
  other,
  product,
  routesAfter,
  routesBefore,
  user,
} from "./shop.ts";

export interface MeasuredParts {
  findRoute: typeof findRoute;
  decodes: typeof decodes;
  fitsPattern: typeof fitsPattern;
  runSteps: typeof runSteps;
  allowedMethods: typeof allowedMethods;
  answerOnce: typeof answerOnce;
  deadline: typeof deadline;
}

type Known = Request & { user?: string; currency?: string };

const sendOther: Handler = (_req, res) => sendJson(res, 200, other);

const routes: Route[] = [
  ...routesBefore.map((route) => ({ ...route, handler: sendOther })),
  {
    ...measuredRoute,
    handler: (req: Known, res) =>
      sendJson(res, 200, product(req.params.id ?? "", req.user ?? "", req.currency ?? "")),
  },
  ...routesAfter.map((route) => ({ ...route, handler: sendOther })),
];

/** Listens, and tells the parent where. */
export function serve(parts: MeasuredParts): void {
  const steps: Step[] = [
    parts.answerOnce,
    parts.deadline(10_000),
    answerProblems,
    async (_req, res, next) => {
      res.setHeader(headerName, headerValue);
      await next();
    },
    async (req: Known, _res, next) => {
      req.user = user;
      await next();
    },
    async (req: Known, _res, next) => {
      req.currency = currency;
      await next();
    },
    // Of the parts, toRoutes wants those with which a route is found.
    toRoutes(routes, parts as MeasuredParts & Parts),
  ];
  const server = createServer((incoming, res) => parts.runSteps(steps, readTarget(incoming), res));
  server.listen(0, "127.0.0.1");
  tellParent(server);
}
