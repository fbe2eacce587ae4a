// Lesson 07, your turn: the Library lends its books, and says with the status what happened.
//
// A loan is made with PUT /loans/:isbn/:member, looked at with GET, and ended with DELETE. All that the Library
// needs to know stands in the path; bodies come in lesson 09.

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
  // i. Further: the list of books once was at /catalogue. GET /catalogue answers 301, with the Location /books.
];

// a. Answers with the status it is given, and with JSON such as {"error":"No book has the ISBN 1."}
export function sendError(res: ServerResponse, status: number, reason: string): void {
  sendJson(res, 200, { error: reason });
}

// The verbs that the routes of this path have.
// c. Where there is a GET, HEAD works too: add it.
export function allowedMethods(routes: Route[], req: Request): string[] {
  const methods = routes.filter((route) => fitsPattern(route, req)).map((route) => route.method);
  return methods;
}

export function toRoutes(routes: Route[]): Step {
  return async (req, res) => {
    if (!decodes(req.path)) return sendError(res, 400, "The path is not well encoded.");
    const route = findRoute(routes, req, fitsPattern);
    if (route !== undefined) return route.handler(req, res);
    // b. 404 where no route has this path. 405 where one has it with another verb; then the header field Allow
    //    lists the verbs, such as "GET, HEAD, PUT". allowedMethods(routes, req) is the list.
    sendError(res, 404, `There is nothing at ${req.path}.`);
  };
}

const steps: Step[] = [toRoutes(routes)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
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
  // e. 400 for an ISBN that is none: /^\d{13}$/.test(isbn) is true for thirteen digits.
  //    404 for a book that the Library does not have.
  // f. 204 when this member has the book already: asking twice changes nothing.
  // h. Further: 409 when another member has it.
  await lent.put({ isbn, member });
  // d. 201 when the loan is made. The header field Location says where it is, with encodeURIComponent(member).
  sendJson(res, 200, { isbn, member });
}

async function takeBack(req: Request, res: ServerResponse): Promise<void> {
  // g. 204 when this member's loan is ended, and 404 when there was none.
  sendJson(res, 200, "done");
}
