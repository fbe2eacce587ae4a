// The shapes of handlers and middleware.

import type { AnyParams } from "./params.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";

/**
 * Passes the request on: `next()` to what follows, `next("route")` past the rest of this route's handlers,
 * `next(error)` to the error handlers. The promise resolves when what follows is done, and never rejects.
 */
export type Next = (signal?: unknown) => Promise<void>;

/** Answers the request, or passes it on with `next()`. It may be async: a rejection is an error like a throw. */
export type Handler<P = AnyParams> = (req: Request<P>, res: Response, next: Next) => unknown;

/** Answers for an error, or passes it on with `next()`. */
export type ErrorHandler = (error: Error, req: Request, res: Response, next: Next) => unknown;

/** Middleware written for Connect or Express, with types of its own for request and response. */
// biome-ignore lint/suspicious/noExplicitAny: these packages type req and res as Express's, which ours need not be.
export type ConnectMiddleware = (req: any, res: any, next: any) => unknown;
