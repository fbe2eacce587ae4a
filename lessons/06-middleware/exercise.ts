// Lesson 06, your turn: the Library waits for its data, and every request passes four steps.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { type Step, toRoutes } from "../../lessons/06-middleware/middleware.ts";
import { books as allBooks, loans as allLoans } from "../../lessons/library-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

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

// b. Runs the first step, and gives it a next() that runs the rest: steps.slice(1). Without a step it does nothing.
export async function runSteps(steps: Step[], req: Request, res: ServerResponse): Promise<void> {
  for (const step of steps) {
    await step(req, res, async () => {}); // Here next() does nothing, and all steps run, wanted or not.
  }
}

const log: string[] = [];
// GET /log shows what this step has written.
const writeLog: Step = async (req, res, next) => {
  log.push(`in ${req.path}`);
  await next();
  // c. When what follows is done, add a line such as "out /books 200".
};

const requests = 0;
const giveId: Step = async (_req, res, next) => {
  // d. Every response has a header field X-Request-Id with a number of its own: 1, 2, 3, ...
  await next();
};

const staffOnly: Step = async (req, res, next) => {
  // e. A gate: a path that begins with /staff/ asks for the header field "Authorization: Bearer open-sesame".
  //    Without it the answer is 401, and nothing that follows runs.
  await next();
};

const steps: Step[] = [writeLog, giveId, staffOnly, toRoutes(routes)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

function showHome(_req: Request, res: ServerResponse): void {
  sendHtml(res, 200, "<!doctype html><title>City Library</title><h1>City Library</h1>\n");
}

async function listBooks(_req: Request, res: ServerResponse): Promise<void> {
  // a. books.all() gives a promise. Wait for what it promises.
  sendJson(res, 200, books.all());
}

async function showBook(req: Request, res: ServerResponse): Promise<void> {
  const book = books.get(req.params.isbn ?? ""); // a. This one too.
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
  sendJson(res, 200, await loans.all());
}
