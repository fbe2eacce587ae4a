// Lesson 10, one good answer.

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
let lastId = first.length;

const routes: Route[] = [
  { method: "GET", path: "/books", handler: listBooks },
  { method: "POST", path: "/books", handler: addBook },
  { method: "GET", path: "/books/:id", handler: showBook },
  { method: "PUT", path: "/books/:id", handler: replaceBook },
  { method: "DELETE", path: "/books/:id", handler: removeBook },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

async function listBooks(req: Request, res: ServerResponse): Promise<void> {
  const all = await books.all();
  const page = selectFrom(all, req.query); // Throws for ?page=x, so the page is a number from here on.
  const next = new URLSearchParams(req.query);
  next.set("page", String(Number(req.query.get("page") ?? 1) + 1));
  if (selectFrom(all, next).length > 0) res.setHeader("Link", `</books?${next}>; rel="next"`);
  sendJson(res, 200, page);
}

async function addBook(req: Request, res: ServerResponse): Promise<void> {
  const fields = await readBook(req);
  lastId += 1;
  const book = { id: String(lastId), ...fields };
  await books.put(book);
  sendCreated(res, `/books/${book.id}`, book);
}

async function showBook(req: Request, res: ServerResponse): Promise<void> {
  sendJson(res, 200, await bookOf(req));
}

async function replaceBook(req: Request, res: ServerResponse): Promise<void> {
  const { id } = await bookOf(req);
  const book = { id, ...(await readBook(req)) };
  await books.put(book);
  sendJson(res, 200, book);
}

async function removeBook(req: Request, res: ServerResponse): Promise<void> {
  const { id } = await bookOf(req);
  await books.remove(id);
  sendNothing(res);
}

async function bookOf(req: Request): Promise<Copy> {
  const book = await books.get(req.params.id ?? "");
  if (book === undefined) throw new HttpError(404, `No book has the id ${req.params.id}.`);
  return book;
}

async function readBook(req: Request): Promise<Omit<Copy, "id">> {
  const body = await readJson(req);
  const isbn = textField(body, "isbn");
  if (!/^\d{13}$/.test(isbn)) throw new HttpError(400, "isbn must have 13 digits.");
  const { year } = body;
  if (!Number.isInteger(year)) throw new HttpError(400, "year must be a whole number.");
  return { isbn, title: textField(body, "title"), author: textField(body, "author"), year: Number(year) };
}
