// What the kit says by itself to a request that no handler took: OPTIONS, or which of 400, 404 and 405 it is.

import type { App } from "./app.ts";
import { HttpError } from "./errors.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";
import { ALL } from "./router.ts";

/** Answers OPTIONS; for any other request returns the error. `segments` is undefined when the path does not decode. */
export function answerUnhandled(
  app: App,
  { method, url, originalUrl }: Request,
  res: Response,
  segments: readonly string[] | undefined,
): HttpError | undefined {
  if (segments === undefined) {
    if (url !== "*") return new HttpError(400, "The path is not well encoded.");
    if (method !== "OPTIONS") return new HttpError(400, "Only OPTIONS may ask for *.");
    res.status(204).send(); // It asks for the server as a whole (RFC 9110, section 9.3.7).
    return undefined;
  }
  const allowed = app.allowed(segments);
  // A route that had the verb has passed the request on, so the verb is not what is wrong.
  const passedOn = allowed.delete(ALL) || allowed.has(method);
  if (allowed.size === 0 || passedOn) return new HttpError(404, `There is nothing at ${originalUrl}.`);
  const list = [...allowed].sort().join(", ");
  if (method !== "OPTIONS") {
    return new HttpError(405, `${originalUrl} answers ${list}, not ${method}.`, { headers: { Allow: list } });
  }
  res.status(204).setHeader("Allow", list).send();
  return undefined;
}
