// A fingerprint of what is sent, so that it is sent only when the client does not have it (RFC 9110, 13.1.2).

import { createHash } from "node:crypto";
import type { Request } from "../server/request.ts";
import type { Response } from "../server/response.ts";

/**
 * Sets the ETag of a text that is about to be sent, and answers 304 when the client has it already.
 * Returns whether it has answered: `if (notModified(req, res, page)) return;`
 */
export function notModified(req: Request, res: Response, text: string): boolean {
  // Weak: the same content, whether or not something compresses it on the way.
  const etag = `W/"${createHash("sha1").update(text).digest("base64url")}"`;
  res.setHeader("ETag", etag);
  if ((req.method !== "GET" && req.method !== "HEAD") || !matches(req.headers["if-none-match"], etag))
    return false;
  res.status(304).send();
  return true;
}

function matches(field: string | undefined, etag: string): boolean {
  if (field === undefined) return false;
  if (field.trim() === "*") return true;
  return field.split(",").some((one) => one.trim().replace(/^W\//, "") === etag.slice(2));
}
