// Lesson 06, your turn: the Library waits for its data, and every request passes the same steps.
//
// Do the steps in the order of their letters.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { type Step, toRoutes } from "../../lessons/06-middleware/middleware.ts";
import { books as allBooks, loans as allLoans } from "../../lessons/library-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

// Two stores that take their time. books.all() and books.get(isbn) give promises.
const books = slowStore(allBooks, (book) => book.isbn);
const loans = slowStore(allLoans, (loan) => `${loan.isbn}/${loan.number}`);

const routes: Route[] = [
  { method: "GET", path: "/", handler: showHome },
  { method: "GET", path: "/books", handler: listBooks },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  { method: "GET", path: "/books/:isbn/loans/:number", handler: showLoan },
  { method: "GET", path: "/staff/loans", handler: listLoans },
  { method: "GET", path: "/log", handler: (_req, res) => sendJson(res, 200, log) },
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
];

// b. Runs the first step. The next() that it gets must run the rest. Without a step there is nothing to do.
export async function runSteps(steps: Step[], req: Request, res: ServerResponse): Promise<void> {
  for (const step of steps) {
    await step(req, res, async () => {}); // This next() does nothing. All steps run, whether they call it or not.
  }
}

// What happened, line by line. GET /log shows it.
const log: string[] = [];

export const writeLog: Step = async (req, res, next) => {
  log.push(`in ${req.path}`);
  await next();
  log.push(`out ${req.path}`); // c. With the status behind the path: "out /books 200".
};

export const giveId: Step = async (req, res, next) => {
  // d. Every response gets a header field X-Request-Id with a number of its own: 1, 2, 3, ...
  await next();
};

export const staffOnly: Step = async (req, res, next) => {
  // e. The gate. Where the path begins with "/staff/", the header field Authorization must be
  //    "Bearer open-sesame". If not, answer with the header field WWW-Authenticate: Bearer realm="staff", the
  //    status 401 and a text; and nothing that follows runs. All other requests go on.
  await next();
};

// Each request passes these, from left to right. e. Where does staffOnly belong?
const steps: Step[] = [writeLog, giveId, toRoutes(routes)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

function showHome(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>City Library</title><h1>City Library</h1>\n");
}

async function listBooks(_req: Request, res: ServerResponse): Promise<void> {
  const found = books.all(); // a. A promise. Wait for the list.
  log.push("listBooks");
  sendJson(res, 200, found);
}

async function showBook(req: Request, res: ServerResponse): Promise<void> {
  const book = books.get(req.params.isbn ?? ""); // a. Here too.
  if (book === undefined) sendText(res, 404, `No book has the ISBN ${req.params.isbn}.\n`);
  else sendJson(res, 200, book);
}

async function showLoan(req: Request, res: ServerResponse): Promise<void> {
  const { isbn, number } = req.params;
  const loan = await loans.get(`${isbn}/${number}`);
  if (loan === undefined) sendText(res, 404, `The book ${isbn} has no loan ${number}.\n`);
  else sendJson(res, 200, loan);
}

async function listLoans(_req: Request, res: ServerResponse): Promise<void> {
  const found = await loans.all();
  log.push("listLoans");
  sendJson(res, 200, found);
}
