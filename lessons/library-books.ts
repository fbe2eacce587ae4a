// The books of the Library as lessons 10 to 12 have made them: an id for each copy, in a file, one writer at a time.

import { join } from "node:path";
import type { Request } from "./02-request/request.ts";
import { HttpError } from "./08-one-response/one-response.ts";
import { readJson, textField } from "./09-body/body.ts";
import { type SafeStore, safeStore } from "./12-safe-writes/safe-store.ts";
import { type Book, books as shipped } from "./library-data.ts";
import type { Store } from "./slow-store.ts";

export interface Copy extends Book {
  id: string;
}

/** The books in a folder. Without a file there, they are the four that the course ships: ids "1" to "4". */
export function openBooks(folder: string): Promise<SafeStore<Copy>> {
  const first = shipped.map((book, i) => ({ id: String(i + 1), ...book }));
  return safeStore(join(folder, "books.json"), first, (book) => book.id);
}

/** The book that the path names. @throws {HttpError} 404 */
export async function bookOf(req: Request, books: Store<Copy>): Promise<Copy> {
  const book = await books.get(req.params.id ?? "");
  if (book === undefined) throw new HttpError(404, `No book has the id ${req.params.id}.`);
  return book;
}

/** What a client sends to make a book, or to replace one. @throws {HttpError} 400 and those of readJson */
export async function readBook(req: Request): Promise<Book> {
  const body = await readJson(req);
  const isbn = textField(body, "isbn");
  if (!/^\d{13}$/.test(isbn)) throw new HttpError(400, "isbn must have 13 digits.");
  const { year } = body;
  if (!Number.isInteger(year)) throw new HttpError(400, "year must be a whole number.");
  return { isbn, title: textField(body, "title"), author: textField(body, "author"), year: Number(year) };
}
