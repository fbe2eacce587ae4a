// The public entry: everything that a user of the kit imports.

export { accepts } from "./middleware/accepts.ts";
export type { BodyOptions } from "./middleware/body.ts";
export { type CookieOptions, clearCookie, cookies, setCookie } from "./middleware/cookies.ts";
export { notModified } from "./middleware/etag.ts";
export { type EventStream, type EventsOptions, events } from "./middleware/events.ts";
export { type FilesOptions, files } from "./middleware/files.ts";
export { form } from "./middleware/form.ts";
export { json } from "./middleware/json.ts";
export { type LoggerOptions, logger } from "./middleware/logger.ts";
export { sameOrigin } from "./middleware/same-origin.ts";
export { type SecurityHeadersOptions, securityHeaders } from "./middleware/security-headers.ts";
export { text } from "./middleware/text.ts";
export { type App, type AppOptions, createApp } from "./server/app.ts";
export { HttpError, type HttpErrorOptions } from "./server/errors.ts";
export type { Report } from "./server/guard/report.ts";
export { type Html, type HtmlValue, html, raw } from "./server/html.ts";
export { DEFAULT_LIMITS, type Limits } from "./server/limits.ts";
export type { Params } from "./server/params.ts";
export type { Step } from "./server/pipeline.ts";
export { reasonPhrase } from "./server/reason-phrase.ts";
export type { Request } from "./server/request.ts";
export type { Response } from "./server/response.ts";
export type { Route } from "./server/router.ts";
export type { Candidate, Traces } from "./server/trace.ts";
export type { ConnectMiddleware, ErrorHandler, Handler, Next } from "./server/types.ts";
export type { BeforeOperation } from "./store/before.ts";
export type { Changes, Collection, Draft, Stored, WriteOptions } from "./store/collection.ts";
export {
  Conflict,
  InvalidValue,
  NotFound,
  NotUnique,
  StoreError,
  type StoreErrorCode,
} from "./store/errors.ts";
export type { FindOptions, Operators, SortField, Where } from "./store/query.ts";
export { type CollectionOptions, openStore, type Store, type StoreOptions } from "./store/store.ts";
export type { Operation, StoreTraces } from "./store/trace.ts";
export type { View } from "./store/view.ts";
