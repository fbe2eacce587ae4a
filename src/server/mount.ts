// Middleware and apps under a prefix: they see a `req.url` without it, as if they stood at the top.

import type { App } from "./app.ts";
import { Dispatch, isThenable } from "./dispatch.ts";
import type { Request } from "./request.ts";
import type { ErrorHandler, Handler, Next } from "./types.ts";

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
  return named(handler.name, (req, res, next) =>
    below(req, prefix.length, next, (onwards) => handler(req, res, onwards)),
  );
}

/** The same for an error handler. */
export function mountErrorHandler(handler: ErrorHandler, prefix: readonly string[]): ErrorHandler {
  if (prefix.length === 0) return handler;
  return named(handler.name, (error, req, res, next) =>
    below(req, prefix.length, next, (onwards) => handler(error, req, res, onwards)),
  );
}

/** Calls a handler without the prefix, which is back as soon as the handler passes on or fails. */
function below(req: Request, count: number, next: Next, call: (onwards: Next) => unknown): unknown {
  const back = strip(req, count);
  const restored = (error: unknown): never => {
    back();
    throw error;
  };
  try {
    const returned = call((signal) => {
      back();
      return next(signal);
    });
    return isThenable(returned) ? returned.then(undefined, restored) : returned;
  } catch (error) {
    return restored(error);
  }
}

/** Moves `count` segments from `req.url` to `req.baseUrl`; what it returns moves them back. */
function strip(req: Request, count: number): () => void {
  if (count === 0) return () => {}; // "*" stays "*".
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
function named<H extends Handler | ErrorHandler>(name: string, handler: H): H {
  return Object.defineProperty(handler, "name", { value: name });
}
