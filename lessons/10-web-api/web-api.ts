// What the endpoints of a Web API have in common: errors in one form, and lists that a client can filter, sort
// and turn the pages of.

import type { ServerResponse } from "node:http";
import type { Step } from "../06-middleware/middleware.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/** An error as a problem document: the form that RFC 9457 gives it, so that any client can read it. */
export function sendProblem(res: ServerResponse, status: number, detail: string): void {
  const body = JSON.stringify({ status, detail });
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
    if (error instanceof HttpError) return sendProblem(res, error.status, error.message);
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
    Object.entries(wanted).every(([field, value]) => String(fieldOf(item, field)) === value),
  );
  if (sort !== undefined) found.sort(byField(sort));
  const size = positive("limit", limit, 20);
  const start = (positive("page", page, 1) - 1) * size;
  return found.slice(start, start + size);
}

function byField(sort: string) {
  const falling = sort.startsWith("-");
  const field = falling ? sort.slice(1) : sort;
  return (a: object, b: object) => {
    const [first, second] = falling ? [b, a] : [a, b];
    return String(fieldOf(first, field)).localeCompare(String(fieldOf(second, field)), "en", {
      numeric: true,
    });
  };
}

function fieldOf(item: object, field: string): unknown {
  return Object.hasOwn(item, field) ? (item as Record<string, unknown>)[field] : undefined;
}

/** @throws {HttpError} 400, naming the field */
function positive(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new HttpError(400, `${name} must be a whole number from 1, not ${text}.`);
}
