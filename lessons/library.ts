// The Library as lessons 10 to 12 have made it: its books and loans, in one file, one writer at a time.

import { join } from "node:path";
import type { Request } from "./02-request/request.ts";
import { HttpError } from "./08-one-response/one-response.ts";
import { readJson, textField } from "./09-body/body.ts";
import { type SafeStore, safeStore } from "./12-safe-writes/safe-store.ts";
import { type Book, books as shipped } from "./library-data.ts";

export interface Copy extends Book {
  id: string;
}

/** Which member has which book. */
export interface Lent {
  /** The id of the book. */
  book: string;
  member: string;
}

export interface Library {
  books: Copy[];
  loans: Lent[];
}

/** The library in a folder. Without a file there, it has the four books of the course, with the ids "1" to "4". */
export function openLibrary(folder: string): Promise<SafeStore<Library>> {
  const books = shipped.map((book, i) => ({ id: String(i + 1), ...book }));
  return safeStore(join(folder, "library.json"), { books, loans: [] });
}

/** The book with this id. @throws {HttpError} 404 */
export function findBook({ books }: Library, id = ""): Copy {
  const book = books.find((one) => one.id === id);
  if (book === undefined) throw new HttpError(404, `No book has the id ${id}.`);
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
