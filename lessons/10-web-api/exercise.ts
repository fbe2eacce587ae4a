// Lesson 10, your turn: the books of the Library, as a Web API.
//
//   GET    /books        200 and a list: filtered, sorted, a page of it (selectFrom of this lesson does that)
//   POST   /books        201, Location, and the book with the id it was given; no id is ever given twice
//   GET    /books/:id    200 and the book
//   PUT    /books/:id    200 and the book, with all its fields replaced and its id kept
//   DELETE /books/:id    204
//
// 404 for a book that is not there. 400 for a body that is no book, naming the field.
// Handlers throw these: throw new HttpError(404, "No book has the id 99."), and answerProblems answers.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { readJson, textField } from "../../lessons/09-body/body.ts";
import { answerProblems, selectFrom, sendProblem } from "../../lessons/10-web-api/web-api.ts";
import { books as shipped } from "../../lessons/library-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

/** From here on the Library gives each book an id of its own: it may have two copies of one ISBN. */
interface Copy {
  id: string;
  isbn: string;
  title: string;
  author: string;
  year: number;
}

const first: Copy[] = shipped.map((book, i) => ({ id: String(i + 1), ...book }));
const books = slowStore(first, (book) => book.id);
const lastId = first.length;

const routes: Route[] = [
  { method: "GET", path: "/books", handler: listBooks },
  // a. to d. The other four of the list above.
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

async function listBooks(_req: Request, res: ServerResponse): Promise<void> {
  // b. Only the part that the query asks for: selectFrom(list, req.query).
  // Further: a header field Link where there is a next page.
  sendJson(res, 200, await books.all());
}

// a. GET /books/:id answers with the book. Three handlers need "the book with this id, or 404": write a function for it,
//    async function bookOf(req: Request): Promise<Copy>
// c. POST /books. readBook(req) gives you what the client sent, without an id, or throws a 400. For the ids there is
//    lastId, which must become a let.
// d. PUT /books/:id, then DELETE /books/:id.

async function readBook(req: Request): Promise<Omit<Copy, "id">> {
  const body = await readJson(req);
  const isbn = textField(body, "isbn");
  if (!/^\d{13}$/.test(isbn)) throw new HttpError(400, "isbn must have 13 digits.");
  const { year } = body;
  if (!Number.isInteger(year)) throw new HttpError(400, "year must be a whole number.");
  return { isbn, title: textField(body, "title"), author: textField(body, "author"), year: Number(year) };
}
