// Pages of other sites: which of them may read this API in a browser (Fetch standard, "CORS protocol").

import type { Step } from "../06-middleware/middleware.ts";

/** Lets the pages of these origins in. An origin is "http://localhost:4000": the part of an address before the path. */
export function allowOrigins(origins: string[]): Step {
  return async (req, res, next) => {
    const { origin } = req.headers;
    res.appendHeader("Vary", "Origin"); // The answer for one site must not be kept for another.
    if (origin === undefined || !origins.includes(origin)) return next();
    res.setHeader("Access-Control-Allow-Origin", origin);
    const isPreflight =
      req.method === "OPTIONS" && req.headers["access-control-request-method"] !== undefined;
    if (!isPreflight) return next();
    res.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
    res.setHeader("Access-Control-Allow-Headers", "Content-Type");
    res.statusCode = 204;
    res.end();
  };
}
