// Where a redirect may lead: on this server, unless another origin is meant.

import { HttpError } from "./errors.ts";

/** A name that stands for "this server" while a target is resolved; .invalid exists nowhere (RFC 2606). */
const HERE = "http://here.invalid";

/**
 * The Location for a target, resolved the way a browser resolves it (WHATWG URL): "/\\evil.example" and
 * "//evil.example" leave the server, and so does "javascript:".
 * @throws {HttpError} 400 when the target leaves this server and `external` is false, or is no http(s) URL.
 */
export function safeLocation(target: string, requestUrl: string, external: boolean): string {
  // The request's own "//x" must stay a path, so it is parsed as what follows the origin.
  const base = URL.canParse(HERE + requestUrl) ? HERE + requestUrl : HERE;
  if (!URL.canParse(target, base)) throw new HttpError(400, "The target of the redirect is no URL.");
  const url = new URL(target, base);
  const path = url.pathname + url.search + url.hash;
  // "/.//evil.example" stays here, yet its path alone would be read as another origin.
  if (url.origin === HERE && !path.startsWith("//")) return path;
  if (!external) throw new HttpError(400, "The target of the redirect is not on this server.");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new HttpError(400, "The target of the redirect is no http or https URL.");
  }
  return url.href;
}
