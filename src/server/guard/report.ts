// What the kit tells the person who runs the server: what happened, where, and what to do now.

import { inspect } from "node:util";
import type { Step } from "../pipeline.ts";
import type { Request } from "../request.ts";
import type { Response } from "../response.ts";
import { describePlace, type Place, withoutKitFrames } from "./places.ts";

export interface Report {
  /**
   * `error`: something was thrown. `no-response`: a handler ended without one. `timeout`: a handler stayed
   * silent. `second-response`, `second-next`: more than one, of which the first counted.
   */
  readonly kind: "error" | "no-response" | "timeout" | "second-response" | "second-next";
  /** What happened, in one sentence, with the places in the user's own code. */
  readonly message: string;
  /** What the client got, and what to do now. */
  readonly advice?: string | undefined;
  readonly error?: Error | undefined;
  /** Where a response was given, and where the second one: errors that were made there, for their stacks. */
  readonly places?: { readonly first: Place | undefined; readonly again: Place } | undefined;
  readonly req: Request;
  readonly res: Response;
}

/** Where reports go unless `createApp({ report })` says otherwise: to stderr. */
export function printReport({ message, advice, error }: Report): void {
  const lines = [`roundtrip: ${message}`];
  if (advice !== undefined) lines.push(advice);
  if (error !== undefined) lines.push(describeError(error));
  // All lines but the first are indented: nothing in an error's message can look like a report of its own.
  process.stderr.write(`${printable(lines.join("\n").replaceAll("\n", "\n  "))}\n`);
}

/** An error with its stack and its causes; of the stack only what lies outside the kit and Node. */
function describeError(error: Error, depth = 0): string {
  const text = withoutKitFrames(typeof error.stack === "string" ? error.stack : String(error));
  if (error.cause === undefined || depth > 3) return text; // A cause can be its own.
  return `${text}\nCaused by: ${error.cause instanceof Error ? describeError(error.cause, depth + 1) : inspect(error.cause)}`;
}

/** "GET /products/1", as the client wrote it. */
export function describeRequest(req: Request): string {
  return `${req.method} ${req.originalUrl}`;
}

/** "the handler of GET /products/:id (added at shop.ts:12)". */
export function describeStep({ route, name, place }: Step): string {
  const what =
    route === undefined
      ? `the middleware${name && ` ${name}`}`
      : `the handler of ${route.method} ${route.path}`;
  const where = describePlace(place);
  return where === undefined ? what : `${what} (added at ${where})`;
}

/** " at shop.ts:12", or nothing where the place is not known. */
export function at(place: Place | undefined): string {
  const where = describePlace(place);
  return where === undefined ? "" : ` at ${where}`;
}

/** What a client sent can stand in a message; it must not move the cursor or forge a line of the log. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
