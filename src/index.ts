// The public entry: everything that a user of the kit imports.

export { type App, type AppOptions, createApp } from "./server/app.ts";
export type { Step } from "./server/dispatch.ts";
export { HttpError, type HttpErrorOptions } from "./server/errors.ts";
export { type Html, type HtmlValue, html, raw } from "./server/html.ts";
export { DEFAULT_LIMITS, type Limits } from "./server/limits.ts";
export type { Params } from "./server/params.ts";
export type { Report } from "./server/report.ts";
export type { Request } from "./server/request.ts";
export type { Response } from "./server/response.ts";
export type { Route } from "./server/router.ts";
export type { Candidate, Traces } from "./server/trace.ts";
export type { ConnectMiddleware, ErrorHandler, Handler, Next } from "./server/types.ts";
