// Lesson 12, your turn: the Library lends its books, to many members at once.
//
// Books and loans lie in one file, library.json, so that a change of both is written whole or not at all.

import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { readJson, textField } from "../../lessons/09-body/body.ts";
import { answerProblems, selectFrom, sendProblem } from "../../lessons/10-web-api/web-api.ts";
import { readWhole, writeWhole } from "../../lessons/11-persistence/file-store.ts";
import { books as shipped } from "../../lessons/library-data.ts";

interface Copy {
  id: string;
  isbn: string;
  title: string;
  author: string;
  year: number;
}

/** One copy of a book, and who has it now. A copy is lent to one member at a time. */
interface Loan {
  id: string;
  book: string;
  member: string;
}

interface Data {
  lastLoan: number;
  books: Copy[];
  loans: Loan[];
}

const first: Data = {
  lastLoan: 0,
  books: shipped.map((book, i) => ({ id: String(i + 1), ...book })),
  loans: [],
};
const folder = process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url));
const library = await safeStore(join(folder, "library.json"), first);

// a. Gives out turns: run() begins when the run before it has ended, well or badly. Now each begins at once.
//    "last" is the promise of the run before. It must become a let, and each run puts its own there.
export function queue() {
  const last: Promise<unknown> = Promise.resolve();
  return <Result>(run: () => Promise<Result>): Promise<Result> => run();
}

// b. Reads, decides and writes. All three must happen in one turn.
export async function safeStore<Stored extends object>(path: string, first: Stored) {
  let data = await readWhole(path, first);
  const inTurn = queue();
  return {
    read: () => data,
    async change<Result>(decide: (draft: Stored) => Result): Promise<Result> {
      const draft = structuredClone(data); // A copy: if decide throws, or the disk is full, nothing has changed.
      const result = decide(draft);
      await writeWhole(path, JSON.stringify(draft, null, 1));
      data = draft;
      return result;
    },
  };
}

const routes: Route[] = [
  { method: "GET", path: "/books", handler: listBooks },
  { method: "POST", path: "/books", handler: addBook },
  { method: "GET", path: "/books/:id", handler: showBook },
  { method: "POST", path: "/books/:id/loans", handler: lend },
  { method: "GET", path: "/loans/:id", handler: showLoan },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

function listBooks(req: Request, res: ServerResponse): void {
  sendJson(res, 200, selectFrom(library.read().books, req.query));
}

async function addBook(req: Request, res: ServerResponse): Promise<void> {
  const fields = await readBook(req);
  const book = await library.change((draft) => {
    const book = { id: randomUUID(), ...fields };
    draft.books.push(book);
    return book;
  });
  sendCreated(res, `/books/${book.id}`, book);
}

function showBook(req: Request, res: ServerResponse): void {
  sendJson(res, 200, find(library.read().books, req.params.id));
}

function showLoan(req: Request, res: ServerResponse): void {
  sendJson(res, 200, find(library.read().loans, req.params.id));
}

// c. POST /books/:id/loans with the body {"member":"ada"}: 201, Location /loans/..., and the loan with its id.
//    404 for a book that is not there, 400 without a member, 409 when the copy is lent already.
//    Look, decide and write in one change(). The ids are 1, 2, 3: draft.lastLoan is the last that was given.
async function lend(req: Request, res: ServerResponse): Promise<void> {
  throw new HttpError(501, "Nothing can be lent yet.");
}

// Further: DELETE /loans/:id takes the book back: 204, and 404 when there is no such loan.

/** The one with this id. @throws {HttpError} 404 */
function find<Item extends { id: string }>(items: Item[], id = ""): Item {
  const item = items.find((one) => one.id === id);
  if (item === undefined) throw new HttpError(404, `There is nothing with the id ${id}.`);
  return item;
}

async function readBook(req: Request): Promise<Omit<Copy, "id">> {
  const body = await readJson(req);
  const isbn = textField(body, "isbn");
  if (!/^\d{13}$/.test(isbn)) throw new HttpError(400, "isbn must have 13 digits.");
  const { year } = body;
  if (!Number.isInteger(year)) throw new HttpError(400, "year must be a whole number.");
  return { isbn, title: textField(body, "title"), author: textField(body, "author"), year: Number(year) };
}
