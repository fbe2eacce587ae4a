// Lesson 06, one good answer.

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

export async function runSteps(steps: Step[], req: Request, res: ServerResponse): Promise<void> {
  const [step, ...rest] = steps;
  if (step === undefined) return;
  await step(req, res, () => runSteps(rest, req, res));
}

const log: string[] = [];

export const writeLog: Step = async (req, res, next) => {
  const start = performance.now();
  log.push(`in ${req.path}`);
  await next();
  log.push(`out ${req.path} ${res.statusCode} ${Math.round(performance.now() - start)} ms`);
};

let requests = 0;

export const giveId: Step = async (_req, res, next) => {
  requests += 1;
  res.setHeader("X-Request-Id", String(requests));
  await next();
};

export const staffOnly: Step = async (req, res, next) => {
  if (req.path.startsWith("/staff/") && req.headers.authorization !== "Bearer open-sesame") {
    res.setHeader("WWW-Authenticate", 'Bearer realm="staff"');
    sendText(res, 401, "For the staff only.\n");
    return;
  }
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
  const found = await books.all();
  log.push("listBooks");
  sendJson(res, 200, found);
}

async function showBook(req: Request, res: ServerResponse): Promise<void> {
  const book = await books.get(req.params.isbn ?? "");
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
