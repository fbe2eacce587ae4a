// Lesson 12, one good answer.

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

export function queue() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = last.then(run);
    last = result.catch(() => {});
    return result;
  };
}

export async function safeStore<Stored extends object>(path: string, first: Stored) {
  let data = await readWhole(path, first);
  const inTurn = queue();
  return {
    read: () => data,
    change<Result>(decide: (draft: Stored) => Result): Promise<Result> {
      return inTurn(async () => {
        const draft = structuredClone(data); // A copy: if decide throws, or the disk is full, nothing has changed.
        const result = decide(draft);
        await writeWhole(path, JSON.stringify(draft, null, 1));
        data = draft;
        return result;
      });
    },
  };
}

const routes: Route[] = [
  { method: "GET", path: "/books", handler: listBooks },
  { method: "POST", path: "/books", handler: addBook },
  { method: "GET", path: "/books/:id", handler: showBook },
  { method: "POST", path: "/books/:id/loans", handler: lend },
  { method: "GET", path: "/loans/:id", handler: showLoan },
  { method: "DELETE", path: "/loans/:id", handler: takeBack },
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

async function lend(req: Request, res: ServerResponse): Promise<void> {
  const member = textField(await readJson(req), "member");
  const loan = await library.change((draft) => {
    const book = find(draft.books, req.params.id);
    if (draft.loans.some((one) => one.book === book.id)) throw new HttpError(409, `${book.title} is lent.`);
    draft.lastLoan += 1;
    const loan = { id: String(draft.lastLoan), book: book.id, member };
    draft.loans.push(loan);
    return loan;
  });
  sendCreated(res, `/loans/${loan.id}`, loan);
}

async function takeBack(req: Request, res: ServerResponse): Promise<void> {
  await library.change((draft) => {
    const loan = find(draft.loans, req.params.id);
    draft.loans = draft.loans.filter((one) => one !== loan);
  });
  sendNothing(res);
}

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
