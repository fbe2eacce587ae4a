// JSON bodies: `req.body` is the object or array that the client sent.

import { HttpError } from "../server/errors.ts";
import type { Handler } from "../server/types.ts";
import { type BodyOptions, bodyParser } from "./body.ts";

/** Parses JSON bodies. On a route it answers 415 for another media type and 400 for an empty or broken body. */
export function json(options: BodyOptions = {}): Handler {
  const reads = (mediaType: string) => mediaType === "application/json" || mediaType.endsWith("+json");
  return bodyParser({ name: "json", expected: "JSON, as application/json", reads, parse }, options);
}

/** @throws {HttpError} 400 for what is no JSON, no object or array, or has a key that poisons prototypes. */
function parse(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, `The body is not JSON. ${explain(text, (error as Error).message)}`);
  }
  if (typeof value !== "object" || value === null) {
    throw new HttpError(
      400,
      `The body must be a JSON object or array, not ${value === null ? "null" : typeof value}.`,
    );
  }
  refusePoison(value);
  return value;
}

/** The parser's reason in words for a beginner, with the line and column where it knows the position. */
function explain(text: string, reason: string): string {
  if (text.trim() === "") return "It is empty.";
  // V8 quotes the body too, which can say anything: only what stands before the quotation counts.
  const [, said, position] = /^([^"]+?)(?: in JSON)? at position (\d+)/.exec(reason) ?? [];
  const token = /^Unexpected (?:token '.+?'|end of JSON input)/su.exec(reason)?.[0];
  const before = text.slice(0, Number(position ?? 0)).split("\n");
  const place =
    position === undefined ? "" : `Line ${before.length}, column ${(before.at(-1) ?? "").length + 1}: `;
  const what = said ?? token ?? `It begins with ${text.trim().slice(0, 15)}`;
  return `${place}${what}. Names and texts stand in double quotes, with a comma between two values and none after the last.`;
}

/**
 * Refuses keys that change what objects inherit, once they are merged into another. Goes through the value
 * without recursion: 20,000 levels of nesting must not overflow the stack.
 */
function refusePoison(value: object): void {
  const left: object[] = [value];
  for (let object = left.pop(); object !== undefined; object = left.pop()) {
    const poisoned =
      Object.hasOwn(object, "__proto__") ||
      (Object.hasOwn(object, "constructor") &&
        hasPrototype((object as { constructor: unknown }).constructor));
    if (poisoned)
      throw new HttpError(400, 'The body has a key that is not allowed: "__proto__" or "constructor".');
    for (const inner of Object.values(object)) {
      if (typeof inner === "object" && inner !== null) left.push(inner);
    }
  }
}

function hasPrototype(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "prototype");
}
