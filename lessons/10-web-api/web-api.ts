// What the endpoints of a Web API have in common: errors in one form, and lists that a client can filter, sort
// and turn the pages of.

import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Step } from "../06-middleware/middleware.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/** An error as a problem document: the form that RFC 9457 gives it, so that any client can read it. */
export function sendProblem(res: ServerResponse, status: number, detail: string): void {
  const body = JSON.stringify({ title: STATUS_CODES[status], status, detail });
  res.statusCode = status;
  res.setHeader("Content-Type", "application/problem+json");
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
}

/** As answerErrors of lesson 08, with problem documents. */
export const answerProblems: Step = async (req, res, next) => {
  try {
    await next();
  } catch (error) {
    if (error instanceof HttpError && !res.headersSent) return sendProblem(res, error.status, error.message);
    console.error(`${req.method} ${req.url} failed:`, error);
    if (res.headersSent) res.destroy();
    else sendProblem(res, 500, "The server made a mistake.");
  }
};

/**
 * The part of a list that a query asks for: ?author=Jane+Austen&sort=-year&page=2&limit=10. Any field can be
 * asked for by name; a "-" before the field of `sort` means the largest first.
 */
export function selectFrom<Item extends object>(items: Item[], query: URLSearchParams): Item[] {
  const { sort, page, limit, ...wanted } = Object.fromEntries(query);
  const found = items.filter((item) =>
    Object.entries(wanted).every(
      ([name, value]) => Object.hasOwn(item, name) && String(field(item, name)) === value,
    ),
  );
  if (sort !== undefined) found.sort(byField(sort));
  const size = Math.min(wholeNumber("limit", limit, 20), 100); // A client may ask for much, and does not get it.
  const start = (wholeNumber("page", page, 1) - 1) * size;
  return found.slice(start, start + size);
}

/** A field that must be a whole number, 0 or more. @throws {HttpError} 400, naming the field */
export function countField(body: Record<string, unknown>, name: string): number {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new HttpError(400, `${name} must be a whole number, 0 or more.`);
}

function byField(sort: string) {
  const name = sort.replace(/^-/, "");
  const sign = sort.startsWith("-") ? -1 : 1;
  return (a: object, b: object) => sign * compare(field(a, name), field(b, name));
}

/** Less than 0 when `a` comes first. 9 comes before 10, although "9" stands behind "1" in the alphabet. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en");
}

function field(item: object, name: string): unknown {
  return (item as Record<string, unknown>)[name];
}

/** @throws {HttpError} 400, naming the field */
function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new HttpError(400, `${name} must be a whole number from 1, not ${text}.`);
}
