// Lesson 16, one good answer.

import { createServer, type ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { answerProblems, sendProblem } from "../../lessons/10-web-api/web-api.ts";
import { databaseUrl } from "../../lessons/16-many-servers/database-url.ts";
import { poolOf } from "../../lessons/16-many-servers/postgres-store.ts";
import { openStore } from "../../lessons/16-many-servers/shared-store.ts";
import { note, noteTotal } from "../../lessons/16-many-servers/timing.ts";
import type { Copy, Lent } from "../../lessons/library.ts";
import { books as shipped } from "../../lessons/library-data.ts";

const first = shipped.map((book, i) => ({ id: String(i + 1), ...book }));
const database = await databaseUrl();
const books = await openStore<Copy>(database, "books", (book) => book.id, first);

async function timed<Result>(res: ServerResponse, name: string, run: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await run();
  note(res, name, performance.now() - start);
  return result;
}

const loans = await openStore<Lent>(database, "loans", (loan) => loan.book);

async function lend({ params: { book = "", member = "" } }: Request, res: ServerResponse): Promise<void> {
  if ((await books.get(book)) === undefined) throw new HttpError(404, `No book has the id ${book}.`);
  if (!(await loans.add({ book, member }))) throw new HttpError(409, `Book ${book} is lent already.`);
  sendJson(res, 201, { book, member });
}

async function showBook({ params: { id = "" } }: Request, res: ServerResponse): Promise<void> {
  const [book, loan] = await Promise.all([
    timed(res, "book", () => books.get(id)),
    timed(res, "loan", () => loans.get(id)),
  ]);
  if (book === undefined) throw new HttpError(404, `No book has the id ${id}.`);
  sendJson(res, 200, { ...book, member: loan?.member ?? null });
}

async function countPairs(): Promise<number> {
  let found = 0;
  for (let number = 0; number < 250; number += 1) {
    if (isLikeAnother(number)) found += 1;
    await setImmediate();
  }
  return found;
}

process.once("SIGTERM", () => server.close(() => process.exit()));

async function search({ query }: Request, res: ServerResponse): Promise<void> {
  const { rows } = await poolOf(database).query(
    "select record from books where record->>'title' ilike $1 order by number",
    [`%${query.get("title") ?? ""}%`],
  );
  const found = rows.map((row) => row.record);
  sendJson(res, 200, found);
}

// ---------------------------------------------------------------------------------------------------------------

const routes: Route[] = [
  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },
  { method: "GET", path: "/books", handler: async (_req, res) => sendJson(res, 200, await books.all()) },
  { method: "GET", path: "/books/:id", handler: showBook },
  { method: "GET", path: "/loans", handler: async (_req, res) => sendJson(res, 200, await loans.all()) },
  { method: "PUT", path: "/loans/:book/:member", handler: lend },
  { method: "DELETE", path: "/loans/:book", handler: giveBack },
  { method: "GET", path: "/report", handler: report },
  { method: "GET", path: "/search", handler: search },
];

const steps: Step[] = [
  noteTotal,
  answerOnce,
  deadline(10_000),
  answerProblems,
  toRoutes(routes, sendProblem),
];
const server = createServer((incoming, res) => runSteps(steps, readTarget(incoming), res));
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");

async function giveBack({ params: { book = "" } }: Request, res: ServerResponse): Promise<void> {
  if (!(await loans.remove(book))) throw new HttpError(404, `Book ${book} is not lent.`);
  sendNothing(res);
}

async function report(_req: Request, res: ServerResponse): Promise<void> {
  sendJson(res, 200, { found: await countPairs() });
}

/** A small piece of a long computation. */
function isLikeAnother(number: number): boolean {
  let sum = number;
  for (let i = 0; i < 300_000; i += 1) sum = (sum * 31 + i) % 1_000_003;
  return sum % 3 === 0;
}
