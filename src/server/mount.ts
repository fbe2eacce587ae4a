// Middleware and apps under a prefix: they see a `req.url` without it, as if they stood at the top.

import type { App } from "./app.ts";
import { Dispatch } from "./dispatch.ts";
import type { Request } from "./request.ts";
import type { Handler, Next } from "./types.ts";

/** The middleware that hands requests to another app. */
export function mountApp(app: App, prefix: readonly string[]): Handler {
  return named(app.constructor.name, (req, res, next) => {
    const { dispatch } = res.guard;
    const back = strip(req, prefix.length);
    return new Dispatch(app, req, res, (signal) => {
      back();
      res.guard.dispatch = dispatch;
      return next(signal);
    }).start();
  });
}

/** The middleware that runs another without the prefix. */
export function mountHandler(handler: Handler, prefix: readonly string[]): Handler {
  if (prefix.length === 0) return handler;
  return named(handler.name, (req, res, next) => {
    const back = strip(req, prefix.length);
    const onwards: Next = (signal) => {
      back();
      return next(signal);
    };
    try {
      const returned = handler(req, res, onwards);
      if (!(returned instanceof Promise)) return returned;
      return returned.catch((error) => {
        back();
        throw error;
      });
    } catch (error) {
      back();
      throw error;
    }
  });
}

/** Moves `count` segments from `req.url` to `req.baseUrl`; what it returns moves them back. */
function strip(req: Request, count: number): () => void {
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

/** The name of what is mounted, for messages. */
function named(name: string, handler: Handler): Handler {
  return Object.defineProperty(handler, "name", { value: name });
}
