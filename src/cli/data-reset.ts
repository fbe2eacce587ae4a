// Starting again: says which files it will delete, and asks.

import { rmSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { openStore, type StoreError } from "../index.ts";
import { filesOf } from "./data-files.ts";
import type { Io } from "./io.ts";

/** @throws {Error} while the shop runs, or when nobody can be asked. */
export async function resetData(io: Io, url: string, path: string, yes: boolean): Promise<void> {
  await refuseWhileInUse(url);
  const list = filesOf(path).map((file) => `  ${file.path}  ${file.size.toLocaleString("en")} bytes\n`);
  io.write(`This deletes, for good:\n${list.join("")}`);
  if (!yes && !(await ask("Delete? (y/N) "))) {
    io.write("Nothing was deleted.\n");
    return;
  }
  await refuseWhileInUse(url); // It may have been started while the question stood there.
  for (const file of filesOf(path)) rmSync(file.path);
  io.write("Deleted. The next start makes new data: npm start\n");
}

async function refuseWhileInUse(url: string): Promise<void> {
  try {
    const store = await openStore(url);
    await store.close();
  } catch (error) {
    // Damaged data cannot be opened, and is a good reason to start again.
    const { code } = error as StoreError;
    if (code === "damaged") return;
    if (code !== "locked") throw error;
    throw new Error(`${(error as Error).message}\nStop the shop first, with Ctrl+C. Nothing was deleted.`);
  }
}

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Error("There is no terminal to ask in. Say that you mean it: npm run data -- reset --yes");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}
