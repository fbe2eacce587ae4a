// Bodies of HTML forms: `req.body` is a URLSearchParams, so a field's value is always a string, or missing.

import type { Handler } from "../server/types.ts";
import { type BodyOptions, bodyParser } from "./body.ts";

/** Parses the body that a form without files sends. On a route it answers 415 for another media type. */
export function form(options: BodyOptions = {}): Handler {
  const type = "application/x-www-form-urlencoded";
  const reads = (mediaType: string) => mediaType === type;
  const parse = (text: string) => new URLSearchParams(text);
  return bodyParser({ name: "form", expected: `a form, as ${type}`, reads, parse }, options);
}
