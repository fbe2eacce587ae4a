// Lesson 14, your turn: the board with the loans changes by itself. Below the line of dashes all is finished.
//
//   GET /board       the page; open it in two windows
//   GET /loans       the loans, with an ETag
//   GET /events      stays open, and tells of each loan: "lent" and "returned"
//   GET /listeners   how many listen now

import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { answerProblems, sendProblem } from "../../lessons/10-web-api/web-api.ts";
import { etagOf } from "../../lessons/14-updates/updates.ts";
import { findBook, openLibrary, readBook } from "../../lessons/library.ts";

const library = await openLibrary(process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url)));

// a. A header field ETag with etagOf(value), and Cache-Control: no-cache. To a client whose If-None-Match
//    (req.headers["if-none-match"]) is this ETag: status 304, and no body.
export function sendIfChanged(req: Request, res: ServerResponse, value: unknown): void {
  sendJson(res, 200, value);
}

const listeners = new Set<ServerResponse>();

// b. Opens a stream: res.writeHead(200, { ... }) with the Content-Type text/event-stream, then res.flushHeaders(),
//    and no end(). Keep the response among the listeners.
// c. One that leaves is deleted: res.once("close", () => { ... }) runs when the connection is closed.
// d. Further: a client that comes back sends the last id it had, in req.headers["last-event-id"]. Write the later
//    events to it first.
function openEvents(req: Request, res: ServerResponse): void {
  res.end();
}

// b. Writes an event to each listener with res.write(text). The text has a line "event: lent", a line "data: " with
//    JSON, and an empty line behind them.
// d. Further: also a line "id: 1", counted on, and a list of what was sent.
function tellAll(event: string, data: unknown): void {}

// e. Further: 412 for a client that has an If-Match, and not with the ETag that `value` has now.
export function mustMatch(req: Request, value: unknown): void {}

// ---------------------------------------------------------------------------------------------------------------

const routes: Route[] = [
  { method: "GET", path: "/board", handler: showBoard },
  { method: "GET", path: "/books/:id", handler: showBook },
  { method: "PUT", path: "/books/:id", handler: replaceBook },
  { method: "GET", path: "/loans", handler: listLoans },
  { method: "PUT", path: "/loans/:book/:member", handler: lend },
  { method: "DELETE", path: "/loans/:book/:member", handler: takeBack },
  { method: "GET", path: "/events", handler: openEvents },
  {
    method: "GET",
    path: "/listeners",
    handler: (_req, res) => sendJson(res, 200, { count: listeners.size }),
  },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

async function showBoard(_req: Request, res: ServerResponse): Promise<void> {
  const file = new URL("../../lessons/14-updates/board.html", import.meta.url);
  sendHtml(res, 200, await readFile(file, "utf8"));
}

function showBook(req: Request, res: ServerResponse): void {
  sendIfChanged(req, res, findBook(library.read(), req.params.id));
}

async function replaceBook(req: Request, res: ServerResponse): Promise<void> {
  const fields = await readBook(req);
  const book = await library.change((draft) => {
    const old = findBook(draft, req.params.id);
    mustMatch(req, old); // In one turn with the change: nobody writes between the two.
    return Object.assign(old, fields);
  });
  sendJson(res, 200, book);
}

function listLoans(req: Request, res: ServerResponse): void {
  sendIfChanged(req, res, library.read().loans);
}

async function lend(req: Request, res: ServerResponse): Promise<void> {
  const { book = "", member = "" } = req.params;
  await library.change((draft) => {
    findBook(draft, book);
    if (draft.loans.some((loan) => loan.book === book))
      throw new HttpError(409, `Book ${book} is lent already.`);
    draft.loans.push({ book, member });
  });
  tellAll("lent", { book, member });
  sendJson(res, 201, { book, member });
}

async function takeBack(req: Request, res: ServerResponse): Promise<void> {
  const { book = "", member = "" } = req.params;
  await library.change((draft) => {
    const loan = draft.loans.find((one) => one.book === book && one.member === member);
    if (loan === undefined) throw new HttpError(404, `${member} has not borrowed ${book}.`);
    draft.loans = draft.loans.filter((one) => one !== loan);
  });
  tellAll("returned", { book, member });
  sendNothing(res);
}
