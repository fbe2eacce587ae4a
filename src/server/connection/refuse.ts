// Requests that no handler should see, because their header can be read in two ways.

import { HttpError } from "../errors.ts";
import type { Request } from "../request.ts";

/** What a Host may be made of (RFC 3986, sections 3.2.2 and 3.2.3). One class of characters: it cannot be slow. */
const HOST = /^[\w.~!$&'()*+,;=:[\]%-]+$/;

/**
 * Why this request gets no further, or undefined. It reads the raw list: node:http puts `req.headers` together
 * when it is first asked for, and many requests never need it.
 */
export function refusal({ rawHeaders, httpVersion }: Request, headerLines: number): HttpError | undefined {
  if (rawHeaders.length > headerLines * 2)
    return new HttpError(431, "The request has too many header fields.");
  let host: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    const value = rawHeaders[i + 1] as string;
    if (name.length === 4 && name.toLowerCase() === "host") {
      if (host !== undefined) return new HttpError(400, "The request has two Host fields.");
      host = value;
    } else if (
      name.length === 6 &&
      name.toLowerCase() === "expect" &&
      value.toLowerCase() !== "100-continue"
    ) {
      return new HttpError(417, `This server does not know Expect: ${value}.`);
    }
  }
  // RFC 9112, section 3.2; HTTP/1.0 had no Host.
  if (host === undefined) {
    return httpVersion === "1.0" ? undefined : new HttpError(400, "The request has no Host field.");
  }
  return HOST.test(host) ? undefined : new HttpError(400, "The Host field of the request is no host.");
}

/** "GET http://shop.example/products", as a proxy would ask, becomes "GET /products" (RFC 9112, section 3.2.2). */
export function toOriginForm(req: Request): void {
  if (req.url.startsWith("/") || !URL.canParse(req.url)) return;
  const { host, pathname, search } = new URL(req.url);
  req.headers.host = host;
  req.url = pathname + search;
}
