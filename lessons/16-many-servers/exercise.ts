// Lesson 16, your turn: the Library on several servers, with one database. Below the line of dashes all is finished.
//
//   GET    /books/:id             a book, and who has it now
//   PUT    /loans/:book/:member   lends a book; a copy is lent to one member at a time
//   DELETE /loans/:book           takes it back
//   GET    /report                something that takes long to compute
//   GET    /search?title=...      books with these letters in their title

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
import { slowStore } from "../../lessons/slow-store.ts";

const first = shipped.map((book, i) => ({ id: String(i + 1), ...book }));
const database = await databaseUrl();
const books = await openStore<Copy>(database, "books", (book) => book.id, first);

// a. Runs a step, and gives on what the step has given. It should also say how long the step took:
//    note(res, name, milliseconds). performance.now() is the time now, in milliseconds.
async function timed<Result>(res: ServerResponse, name: string, run: () => Promise<Result>): Promise<Result> {
  return run();
}

// b. These loans lie in the memory of this process, where the other server does not see them. Open them as the books
//    are opened: in the database, in a table of the name "loans".
const loans = slowStore<Lent>([], (loan) => loan.book);

// b. Look first, write then: between the two, the other server may lend the same book. The loans of the database have
//    loans.add(loan), which does both in one step. It resolves with false when there is a loan of this book already.
async function lend({ params: { book = "", member = "" } }: Request, res: ServerResponse): Promise<void> {
  if ((await books.get(book)) === undefined) throw new HttpError(404, `No book has the id ${book}.`);
  if ((await loans.get(book)) !== undefined) throw new HttpError(409, `Book ${book} is lent already.`);
  await loans.put({ book, member });
  sendJson(res, 201, { book, member });
}

// a. Both questions go through timed, with the names "book" and "loan": timed(res, "book", () => books.get(id))
// c. Neither question needs the answer of the other. Ask both at once: await Promise.all([..., ...]) waits for both,
//    and gives a list with both answers.
async function showBook({ params: { id = "" } }: Request, res: ServerResponse): Promise<void> {
  const book = await books.get(id);
  const loan = await loans.get(id);
  if (book === undefined) throw new HttpError(404, `No book has the id ${id}.`);
  sendJson(res, 200, { ...book, member: loan?.member ?? null });
}

// d. Further: while this loop runs, nobody else is answered. Make a pause after each piece: await setImmediate() lets
//    all run that waits, and then goes on here.
async function countPairs(): Promise<number> {
  let found = 0;
  for (let number = 0; number < 250; number += 1) {
    if (isLikeAnother(number)) found += 1;
  }
  return found;
}

// e. Further (not on Windows): who stops a server sends it SIGTERM, and then it ends at once, whatever is under way.
//    process.once("SIGTERM", f) calls f instead. server.close(g) takes nobody in any more, and calls g when all have
//    their answer. process.exit() ends the process.

// f. Further, and only with PostgreSQL: await poolOf(database).query(sql, values) gives { rows }, and each row here has
//    the field record. The SQL is "select record from books where record->>'title' ilike $1 order by number". $1 is
//    the first of the values: `%${title}%`, any text with this title in it.
async function search({ query }: Request, res: ServerResponse): Promise<void> {
  const title = query.get("title") ?? "";
  throw new HttpError(501, "Nothing can be searched yet.");
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
