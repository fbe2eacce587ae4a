// Middleware: code between the request and its response. Each step decides when the next one runs, and whether.

import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { sendText } from "../03-response/respond.ts";
import { findRoute, type Route } from "../04-routing/router.ts";
import { decodes, fitsPattern } from "../05-parameters/parameters.ts";

/** Runs what follows. The promise resolves when all of that is done. */
export type Next = () => Promise<void>;

export type Step = (req: Request, res: ServerResponse, next: Next) => void | Promise<void>;

/** Runs the steps in their order, as far as each calls next(). */
export async function runSteps(steps: Step[], req: Request, res: ServerResponse): Promise<void> {
  const [step, ...rest] = steps;
  if (step === undefined) return;
  await step(req, res, () => runSteps(rest, req, res));
}

/** The last step: hands the request to its route. */
export function toRoutes(routes: Route[]): Step {
  return async (req, res) => {
    if (!decodes(req.path)) return sendText(res, 400, "The path is not well encoded.\n");
    const route = findRoute(routes, req, fitsPattern);
    if (route === undefined) return sendText(res, 404, `No route for ${req.method} ${req.path}.\n`);
    await route.handler(req, res);
  };
}
