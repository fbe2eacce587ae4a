// Twenty books are added at once, in two ways, to show what gets lost.
//
//   node --import tsx lessons/12-safe-writes/twenty.ts

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { safeStore } from "./safe-store.ts";

interface Book {
  id: number;
}

const folder = mkdtempSync(join(tmpdir(), "twenty-"));
const first: Book[] = [];

// Without turns: read the list, add to it, write it. In between each waits, and others run.
let saved = JSON.stringify(first);
const without = Array.from({ length: 20 }, async () => {
  const books: Book[] = JSON.parse(saved);
  await setTimeout(Math.random() * 5); // Such as waiting for the disk.
  books.push({ id: books.length + 1 });
  saved = JSON.stringify(books);
});
tell("Without turns", await Promise.allSettled(without), JSON.parse(saved));

// In turn: nobody looks before the one in front has written.
const file = join(folder, "books.json");
const store = await safeStore(file, first);
const inTurn = Array.from({ length: 20 }, () =>
  store.change((books) => {
    books.push({ id: books.length + 1 });
  }),
);
tell("In turn", await Promise.allSettled(inTurn), JSON.parse(readFileSync(file, "utf8")));

rmSync(folder, { recursive: true, force: true });

function tell(way: string, results: PromiseSettledResult<void>[], books: Book[]): void {
  const done = results.filter(({ status }) => status === "fulfilled").length;
  const ids = new Set(books.map(({ id }) => id));
  console.log(`${way}: ${done} of 20 said done. Books: ${books.length}, different ids: ${ids.size}`);
}
