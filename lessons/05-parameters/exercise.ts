// Lesson 05, your turn: each book, and each loan of a book, gets a path of its own.
//
// Do the steps in the order of their letters.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import { findRoute, type Route, withoutSlash } from "../../lessons/04-routing/router.ts";
import { books, loans } from "../../lessons/library-data.ts";

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/books", handler: (_req, res) => sendJson(res, 200, books) },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  // d. The form for a new book: GET /books/new answers with showForm. Where in the list must it stand?
  // e. A loan of a book: GET /books/:isbn/loans/:number answers with showLoan.
  { method: "GET", path: "/loans", handler: (_req, res) => sendJson(res, 200, loans) },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
];

// Whether the path of the request fits the route's pattern, part by part. For "/books/:isbn" the parts are
// "", "books" and ":isbn".
export function fitsPattern(route: Route, req: Request): boolean {
  const pattern = route.path.split("/");
  const segments = withoutSlash(req.path).split("/");
  // a. A path with more parts than the pattern, or with less, does not fit.
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] ?? ""; // What stands in the request where the pattern has this part.
    // b. A part that begins with ":" is a name. It fits every segment but "", and params[name] is the segment.
    // c. What goes into params is decoded.
    if (part !== segment) return false;
  }
  req.params = params;
  return true;
}

// f. Whether decodeURIComponent(path) works: true or false. For "/books/%zz" it throws an error.
export function decodes(path: string): boolean {
  return true;
}

export function listener(incoming: IncomingMessage, res: ServerResponse): void {
  const req = readTarget(incoming);
  if (!decodes(req.path)) {
    sendText(res, 400, "The path is not well encoded.\n");
    return;
  }
  const route = findRoute(routes, req, fitsPattern);
  if (route === undefined) {
    sendText(res, 404, `No route for ${req.method} ${req.path}.\n`);
    return;
  }
  route.handler(req, res);
}

function showHome(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>City Library</title><h1>City Library</h1>\n");
}

function showForm(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>New</title><h1>A new book</h1>\n");
}

function showBook(req: Request, res: ServerResponse): void {
  const book = books.find(({ isbn }) => isbn === req.params.isbn);
  if (book === undefined) sendText(res, 404, `No book has the ISBN ${req.params.isbn}.\n`);
  else sendJson(res, 200, book);
}

function showLoan(req: Request, res: ServerResponse): void {
  const { isbn, number } = req.params;
  // e. Find the loan in `loans`, as showBook finds a book: the isbn and the number must both be the same.
  //    In `loans` the number is a number. In the path everything is a text.
  sendText(res, 404, `The book ${isbn} has no loan ${number}.\n`);
}
