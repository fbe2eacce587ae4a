// Middleware and apps under a prefix: they see a `req.url` without it, as if they stood at the top.

import type { App } from "./app.ts";
import { Dispatch } from "./dispatch.ts";
import type { Request } from "./request.ts";
import type { Handler } from "./types.ts";

/** The middleware that hands requests to another app. What that leaves open comes back with `next`. */
export function mountApp(app: App): Handler {
  return function mountedApp(req, res, next) {
    const { dispatch } = res.guard;
    return new Dispatch(app, req, res, (signal) => {
      res.guard.dispatch = dispatch;
      return next(signal);
    }).start();
  };
}

/** Moves `count` segments from `req.url` to `req.baseUrl`; what it returns moves them back. */
export function stripPrefix(req: Request, count: number): () => void {
  const { url, baseUrl } = req;
  const query = url.indexOf("?");
  const path = query === -1 ? url : url.slice(0, query);
  let end = 0;
  for (let i = 0; i < count; i++) {
    const slash = path.indexOf("/", end + 1);
    end = slash === -1 ? path.length : slash;
  }
  req.baseUrl = baseUrl + url.slice(0, end);
  req.url = url.startsWith("/", end) ? url.slice(end) : `/${url.slice(end)}`;
  return () => {
    req.url = url;
    req.baseUrl = baseUrl;
  };
}
