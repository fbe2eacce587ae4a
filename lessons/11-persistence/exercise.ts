// Lesson 11, your turn: the books of the Library are still there tomorrow.
//
// They lie in the file books.json, in the folder that the setting DATA names, or in data/ beside this file.
// Its text is a list: JSON.stringify([...items.values()]).

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { readJson, textField } from "../../lessons/09-body/body.ts";
import { answerProblems, selectFrom, sendProblem } from "../../lessons/10-web-api/web-api.ts";
import { syncFolder } from "../../lessons/11-persistence/file-store.ts";
import { books as shipped } from "../../lessons/library-data.ts";
import type { Store } from "../../lessons/slow-store.ts";

/** From here on the Library gives each book an id of its own: it may have two copies of one ISBN. */
interface Copy {
  id: string;
  isbn: string;
  title: string;
  author: string;
  year: number;
}

const first: Copy[] = shipped.map((book, i) => ({ id: String(i + 1), ...book }));
const folder = process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url));
const books = await fileStore(join(folder, "books.json"), first, (book) => book.id);

export async function fileStore<Item>(
  path: string,
  first: Item[],
  keyOf: (item: Item) => string,
): Promise<Store<Item>> {
  const list = await readWhole(path, first);
  let items = new Map(list.map((item) => [keyOf(item), item]));
  const save = async (next: Map<string, Item>) => {
    // a. Write the items of `next` with writeWhole(path, text). Only then they count.
    items = next;
  };
  return {
    all: async () => [...items.values()],
    get: async (key) => items.get(key),
    async put(item) {
      const next = new Map(items);
      next.set(keyOf(item), item);
      await save(next);
    },
    async remove(key) {
      const next = new Map(items);
      const removed = next.delete(key); // Whether there was one.
      // a. Save here too, if something was removed.
      items = next;
      return removed;
    },
  };
}

// b. What the file holds, or `first` where there is no file yet. existsSync(path) asks whether it is there.
// c. A damaged file stays as it is: throw an Error that names it. Then the server does not start.
export async function readWhole<Data>(path: string, first: Data): Promise<Data> {
  return first;
}

// a. At first, write the file with writeFile(path, text). The folder may not be there yet: mkdir makes it.
// d. Then so that a crash leaves the old text or the new one: open `${path}.new`, write, sync, close, rename it.
//    At the end: await syncFolder(dirname(path)).
// Further: the text before this one stays in `${path}.old`.
export async function writeWhole(path: string, text: string): Promise<void> {}

const routes: Route[] = [
  { method: "GET", path: "/books", handler: listBooks },
  { method: "POST", path: "/books", handler: addBook },
  { method: "GET", path: "/books/:id", handler: showBook },
  { method: "PUT", path: "/books/:id", handler: replaceBook },
  { method: "DELETE", path: "/books/:id", handler: removeBook },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

async function listBooks(req: Request, res: ServerResponse): Promise<void> {
  sendJson(res, 200, selectFrom(await books.all(), req.query));
}

async function addBook(req: Request, res: ServerResponse): Promise<void> {
  const fields = await readBook(req);
  const book = { id: randomUUID(), ...fields };
  await books.put(book);
  sendCreated(res, `/books/${book.id}`, book);
}

async function showBook(req: Request, res: ServerResponse): Promise<void> {
  sendJson(res, 200, await bookOf(req));
}

async function replaceBook(req: Request, res: ServerResponse): Promise<void> {
  const { id } = await bookOf(req);
  const book = { id, ...(await readBook(req)) };
  await books.put(book);
  sendJson(res, 200, book);
}

async function removeBook(req: Request, res: ServerResponse): Promise<void> {
  const { id } = await bookOf(req);
  await books.remove(id);
  sendNothing(res);
}

async function bookOf(req: Request): Promise<Copy> {
  const book = await books.get(req.params.id ?? "");
  if (book === undefined) throw new HttpError(404, `No book has the id ${req.params.id}.`);
  return book;
}

async function readBook(req: Request): Promise<Omit<Copy, "id">> {
  const body = await readJson(req);
  const isbn = textField(body, "isbn");
  if (!/^\d{13}$/.test(isbn)) throw new HttpError(400, "isbn must have 13 digits.");
  const { year } = body;
  if (!Number.isInteger(year)) throw new HttpError(400, "year must be a whole number.");
  return { isbn, title: textField(body, "title"), author: textField(body, "author"), year: Number(year) };
}
