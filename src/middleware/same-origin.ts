// Against requests that another site makes a browser send (CSRF), with the cookies of whoever sits there.

import { HttpError } from "../server/errors.ts";
import type { Request } from "../server/request.ts";
import type { Handler } from "../server/types.ts";

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Answers 403 to a request that changes something and comes from another site. Whatever its Content-Type:
 * a form can send some of them across sites, and more than one would think. A client that is no browser
 * sends neither field, carries nobody's cookies, and passes.
 */
export function sameOrigin(): Handler {
  return function sameOrigin(req, _res, next) {
    if (SAFE.has(req.method) || isSameOrigin(req)) return next();
    throw new HttpError(403, "This request comes from another site.");
  };
}

function isSameOrigin({ headers }: Request): boolean {
  // A browser sets this one itself; no script can. "none": the user typed the address.
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  // Browsers leave it out over plain HTTP, except on localhost; Origin is always there for a POST.
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
