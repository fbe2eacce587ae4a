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
import { books as allBooks, type Book } from "../../lessons/library-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

const books = slowStore(allBooks, (book) => book.isbn);

const routes: Route[] = [
  { method: "GET", path: "/books", handler: async (_req, res) => sendJson(res, 200, await books.all()) },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  { method: "POST", path: "/books", handler: addBook },
];

// a. Reads the body. It comes in pieces, and for await (const piece of req) { ... } runs once for each; a piece is a
//    Buffer. Put all of them together with Buffer.concat(pieces), and then make text of the whole with
//    toString("utf8"), and a value of the text with JSON.parse(text).
// b. What is not JSON, or is JSON and no object, is a new HttpError(400, ...).
// c. More than `limit` bytes are a 413. Read on to the end all the same, and keep nothing of it: the client's next
//    request comes over the same connection, behind this body.
// d. Another Content-Type than application/json is a 415. Behind a ";" more may stand, and capitals are the same.
export async function readJson(req: Request, limit: number): Promise<Record<string, unknown>> {
  return {};
}

// e. A field that must be a text with something in it; for anything else a new HttpError(400, ...) that names the field.
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

async function addBook(req: Request, res: ServerResponse): Promise<void> {
  const body = await readJson(req, 1_000);
  const isbn = textField(body, "isbn");
  // f. An isbn has thirteen digits, as in lesson 07. The year is a whole number: Number.isInteger(value) says so.
  const book: Book = { isbn, title: textField(body, "title"), author: textField(body, "author"), year: 0 };
  // g. Further: a book that the Library has already is a 409, and stays as it was.
  await books.put(book);
  sendCreated(res, `/books/${isbn}`, book);
}
