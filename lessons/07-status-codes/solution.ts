// Lesson 07, one good answer.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import { findRoute, type Route } from "../../lessons/04-routing/router.ts";
import { decodes, fitsPattern } from "../../lessons/05-parameters/parameters.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { books as allBooks } from "../../lessons/library-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

/** Which member has which book. A book can be lent to one member at a time. */
interface Lent {
  isbn: string;
  member: string;
}

const books = slowStore(allBooks, (book) => book.isbn);
const lent = slowStore<Lent>([], (loan) => loan.isbn);

const routes: Route[] = [
  { method: "GET", path: "/books", handler: async (_req, res) => sendJson(res, 200, await books.all()) },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  { method: "GET", path: "/loans/:isbn/:member", handler: showLoan },
  { method: "PUT", path: "/loans/:isbn/:member", handler: lend },
  { method: "DELETE", path: "/loans/:isbn/:member", handler: takeBack },
  { method: "GET", path: "/catalogue", handler: sendMoved },
];

export function sendError(res: ServerResponse, status: number, reason: string): void {
  sendJson(res, status, { error: reason });
}

export function allowedMethods(routes: Route[], req: Request): string[] {
  const methods = routes.filter((route) => fitsPattern(route, req)).map((route) => route.method);
  return methods.includes("GET") ? [...methods, "HEAD"] : methods;
}

export function toRoutes(routes: Route[]): Step {
  return async (req, res) => {
    if (!decodes(req.path)) return sendError(res, 400, "The path is not well encoded.");
    const route = findRoute(routes, req, fitsPattern);
    if (route !== undefined) return route.handler(req, res);
    const allowed = allowedMethods(routes, req);
    if (allowed.length === 0) return sendError(res, 404, `There is nothing at ${req.path}.`);
    res.setHeader("Allow", allowed.join(", "));
    sendError(res, 405, `${req.path} answers ${allowed.join(", ")}.`);
  };
}

const steps: Step[] = [toRoutes(routes)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

function sendMoved(_req: Request, res: ServerResponse): void {
  res.statusCode = 301;
  res.setHeader("Location", "/books");
  res.end();
}

async function showBook(req: Request, res: ServerResponse): Promise<void> {
  const book = await books.get(req.params.isbn ?? "");
  if (book === undefined) sendError(res, 404, `No book has the ISBN ${req.params.isbn}.`);
  else sendJson(res, 200, book);
}

async function showLoan(req: Request, res: ServerResponse): Promise<void> {
  const { isbn = "", member } = req.params;
  const loan = await lent.get(isbn);
  if (loan?.member !== member) sendError(res, 404, `${member} has not borrowed ${isbn}.`);
  else sendJson(res, 200, loan);
}

async function lend(req: Request, res: ServerResponse): Promise<void> {
  const { isbn = "", member = "" } = req.params;
  if (!/^\d{13}$/.test(isbn)) return sendError(res, 400, `An ISBN has 13 digits, which ${isbn} has not.`);
  if ((await books.get(isbn)) === undefined) return sendError(res, 404, `No book has the ISBN ${isbn}.`);
  const loan = await lent.get(isbn);
  if (loan?.member === member) return sendNothing(res);
  if (loan !== undefined) return sendError(res, 409, `${isbn} is lent to someone else.`);
  await lent.put({ isbn, member });
  res.setHeader("Location", `/loans/${isbn}/${encodeURIComponent(member)}`);
  sendJson(res, 201, { isbn, member });
}

async function takeBack(req: Request, res: ServerResponse): Promise<void> {
  const { isbn = "", member } = req.params;
  const loan = await lent.get(isbn);
  if (loan?.member !== member) return sendError(res, 404, `${member} has not borrowed ${isbn}.`);
  await lent.remove(isbn);
  sendNothing(res);
}
