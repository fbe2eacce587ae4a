// Lesson 05, one good answer.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import { findRoute, type Route, withoutSlash } from "../../lessons/04-routing/router.ts";
import { books, loans } from "../../lessons/library-data.ts";

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/books", handler: listBooks },
  { method: "GET", path: "/books/new", handler: showForm },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  { method: "GET", path: "/books/:isbn/loans/:number", handler: showLoan },
  { method: "GET", path: "/loans", handler: (_req, res) => sendJson(res, 200, loans) },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
];

export function fitsPattern(route: Route, req: Request): boolean {
  const pattern = route.path.split("/");
  const segments = withoutSlash(req.path).split("/");
  if (pattern.length !== segments.length) return false;
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] ?? "";
    if (part.startsWith(":") && segment !== "") params[part.slice(1)] = decodeURIComponent(segment);
    else if (part !== segment) return false;
  }
  req.params = params;
  return true;
}

export function decodes(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
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

function listBooks(req: Request, res: ServerResponse): void {
  const author = req.query.get("author");
  const found = books.filter((book) => author === null || book.author === author);
  sendJson(res, 200, found);
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
  const loan = loans.find((one) => one.isbn === isbn && String(one.number) === number);
  if (loan === undefined) sendText(res, 404, `The book ${isbn} has no loan ${number}.\n`);
  else sendJson(res, 200, loan);
}
