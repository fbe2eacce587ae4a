// Cookies: `req.cookies` has what the client sent; `setCookie` and `clearCookie` say what it shall keep.

import { parseCookie, type SerializeOptions, stringifySetCookie } from "cookie";
import type { Response } from "../server/response.ts";
import type { Handler } from "../server/types.ts";

declare module "../server/request.ts" {
  interface Request<P> {
    /** The cookies that the client sent, by name. Set by the middleware `cookies`. */
    cookies?: Readonly<Record<string, string | undefined>>;
  }
}

/** As in the package cookie. Mind `maxAge`: in seconds, as in the Set-Cookie field itself. */
export type CookieOptions = SerializeOptions;

/** Reads the Cookie field into `req.cookies`. */
export function cookies(): Handler {
  return function cookies(req, _res, next) {
    // An own property, assigned: cookie-parser stands down where it finds one.
    req.cookies ??= parseCookie(req.headers.cookie ?? "");
    return next();
  };
}

/**
 * Sends a cookie. Unless told otherwise it is out of reach for scripts (HttpOnly), is not sent along by
 * requests from other sites (SameSite=Lax), and holds for the whole server (Path=/).
 * @throws {TypeError} for a name or a value that would break out of its field.
 */
export function setCookie(res: Response, name: string, value: string, options: CookieOptions = {}): void {
  const field = stringifySetCookie(name, value, { httpOnly: true, sameSite: "lax", path: "/", ...options });
  res.appendHeader("Set-Cookie", field);
}

/** Has the client forget a cookie. Path and domain must be those with which it was set. */
export function clearCookie(res: Response, name: string, options: CookieOptions = {}): void {
  setCookie(res, name, "", { ...options, maxAge: undefined, expires: new Date(0) });
}
