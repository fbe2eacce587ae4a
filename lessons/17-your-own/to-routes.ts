// The last step: from the verb and the path to the handler. The same as in lesson 07, with parts that are handed in.

import type { Route } from "../04-routing/router.ts";
import type { Step } from "../06-middleware/middleware.ts";
import { sendProblem } from "../10-web-api/web-api.ts";
import type { Parts } from "./parts.ts";

export function toRoutes(routes: Route[], parts: Parts): Step {
  const { decodes, fitsPattern, findRoute, allowedMethods } = parts;
  return async (req, res) => {
    if (!decodes(req.path)) return sendProblem(res, 400, "The path is not well encoded.");
    const route = findRoute(routes, req, fitsPattern);
    if (route !== undefined) return route.handler(req, res);
    const allowed = allowedMethods(routes, req);
    if (allowed.length === 0) return sendProblem(res, 404, `There is nothing at ${req.path}.`);
    res.setHeader("Allow", allowed.join(", "));
    sendProblem(res, 405, `${req.path} answers ${allowed.join(", ")}.`);
  };
}
