// Lesson 09, your turn: the Library takes in new books, from anyone who can send a request.
//
//   curl -i -X POST localhost:3000/books -H "Content-Type: application/json" \
//     -d '{"isbn":"9780199535569","title":"Middlemarch","author":"George Eliot","year":1871}'

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerErrors, answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { books as allBooks } from "../../lessons/library-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

const books = slowStore(allBooks, (book) => book.isbn);

const routes: Route[] = [
  { method: "GET", path: "/books", handler: async (_req, res) => sendJson(res, 200, await books.all()) },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  { method: "POST", path: "/books", handler: addBook },
];

// a. Reads the body: it comes in pieces, for await (const piece of req) { ... }, each a Buffer. Put them together
//    with Buffer.concat(pieces), make text of the whole with toString("utf8"), and parse it as JSON.
// b. What is not JSON, or is no object, is an HttpError with status 400.
// c. More than `limit` bytes are a 413, and another Content-Type than application/json is a 415.
export async function readJson(req: Request, limit: number): Promise<Record<string, unknown>> {
  return {};
}

// d. A field that must be a text with something in it; for anything else an HttpError 400 that names the field.
export function textField(body: Record<string, unknown>, name: string): string {
  return String(body[name]);
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

// d. 201 with Location and the book. isbn has thirteen digits, title and author are texts, year is a whole number.
async function addBook(req: Request, res: ServerResponse): Promise<void> {
  const body = await readJson(req, 1_000);
  const isbn = textField(body, "isbn");
  const book = { isbn, title: textField(body, "title"), author: textField(body, "author"), year: 0 };
  await books.put(book);
  sendCreated(res, `/books/${isbn}`, book);
}
