// Lesson 05, your turn: each book, and each loan of a book, gets a path of its own.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import { findRoute, type Route } from "../../lessons/04-routing/router.ts";
import { books, loans } from "../../lessons/library-data.ts";

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/books", handler: (_req, res) => sendJson(res, 200, books) },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  // b. The form for a new book: GET /books/new answers with showForm. Where in the list must it stand?
  // c. A loan of a book: GET /books/:isbn/loans/:number answers with showLoan.
  { method: "GET", path: "/loans", handler: (_req, res) => sendJson(res, 200, loans) },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
];

// a. Whether the path of the request fits the route's pattern. "/books/:isbn" fits /books/9780141439518, and
//    then req.params.isbn must be "9780141439518", decoded. It fits neither /books nor /books/1/more.
export function fitsPattern(route: Route, req: Request): boolean {
  const pattern = route.path.split("/").filter((part) => part !== "");
  const segments = req.path.split("/").filter((part) => part !== "");
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    // One part of the pattern, such as "books" or ":isbn"; segments[i] is what stands there in the request.
    if (part !== segments[i]) return false;
  }
  req.params = params;
  return true;
}

// d. Whether decodeURIComponent(path) works. For "/books/%zz" it throws an error.
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
  // c. Find the loan in `loans`, as showBook finds a book. Its number is a number; a parameter is a text.
  sendText(res, 404, "There is no such loan.\n");
}
