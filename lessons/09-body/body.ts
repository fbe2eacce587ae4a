// The body of a request: it comes in pieces, from someone who can send anything.

import type { Request } from "../02-request/request.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/** Reads a body of at most `limit` bytes. @throws {HttpError} 413 */
export async function readBody(req: Request, limit: number): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of req) {
    length += piece.length;
    if (length <= limit) pieces.push(piece); // What is too much is read all the same: the next request comes behind it.
  }
  if (length > limit) throw new HttpError(413, `The body may have ${limit} bytes.`);
  // Put together first, decoded then: a piece can end in the middle of a character.
  return Buffer.concat(pieces).toString("utf8");
}

/** Reads a body of JSON. @throws {HttpError} 415, 413, 400 */
export async function readJson(req: Request, limit = 100_000): Promise<Record<string, unknown>> {
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw new HttpError(415, "Send JSON, with Content-Type: application/json.");
  const text = await readBody(req, limit);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError(400, text === "" ? "The body is empty." : "The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HttpError(400, "The body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}

/** A field that must be a text with something in it. @throws {HttpError} 400, naming the field */
export function textField(body: Record<string, unknown>, name: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value !== "string" || value.trim() === "") throw new HttpError(400, `${name} must be a text.`);
  return value;
}
