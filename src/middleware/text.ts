// Plain text bodies: `req.body` is a string.

import type { Handler } from "../server/types.ts";
import { type BodyOptions, bodyParser } from "./body.ts";

/** Parses text/plain bodies. On a route it answers 415 for another media type. */
export function text(options: BodyOptions = {}): Handler {
  const reads = (mediaType: string) => mediaType === "text/plain";
  return bodyParser({ name: "text", expected: "text, as text/plain", reads, parse: (body) => body }, options);
}
