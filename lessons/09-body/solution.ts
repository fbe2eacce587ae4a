// Lesson 09, one good answer.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerErrors, answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { books as allBooks, type Book } from "../../lessons/library-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

const books = slowStore(allBooks, (book) => book.isbn);

const routes: Route[] = [
  { method: "GET", path: "/books", handler: async (_req, res) => sendJson(res, 200, await books.all()) },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  { method: "POST", path: "/books", handler: addBook },
];

export async function readJson(req: Request, limit: number): Promise<Record<string, unknown>> {
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw new HttpError(415, "Send JSON, with Content-Type: application/json.");
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of req) {
    length += piece.length;
    if (length <= limit) pieces.push(piece); // What is too much is read all the same: the next request comes behind it.
  }
  if (length > limit) throw new HttpError(413, `The body may have ${limit} bytes.`);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch {
    throw new HttpError(400, "The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HttpError(400, "The body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}

export function textField(body: Record<string, unknown>, name: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value !== "string" || value.trim() === "") throw new HttpError(400, `${name} must be a text.`);
  return value;
}

const steps: Step[] = [answerOnce, deadline(2_000), answerErrors, toRoutes(routes)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

async function showBook(req: Request, res: ServerResponse): Promise<void> {
  const book = await books.get(req.params.isbn ?? "");
  if (book === undefined) throw new HttpError(404, `No book has the ISBN ${req.params.isbn}.`);
  sendJson(res, 200, book);
}

async function addBook(req: Request, res: ServerResponse): Promise<void> {
  const body = await readJson(req, 1_000);
  const isbn = textField(body, "isbn");
  if (!/^\d{13}$/.test(isbn)) throw new HttpError(400, "isbn must have 13 digits.");
  const book: Book = {
    isbn,
    title: textField(body, "title"),
    author: textField(body, "author"),
    year: yearOf(body),
  };
  if ((await books.get(isbn)) !== undefined) throw new HttpError(409, `The Library has ${isbn} already.`);
  await books.put(book);
  sendCreated(res, `/books/${isbn}`, book);
}

function yearOf(body: Record<string, unknown>): number {
  const { year } = body;
  if (typeof year !== "number" || !Number.isInteger(year))
    throw new HttpError(400, "year must be a whole number.");
  return year;
}
