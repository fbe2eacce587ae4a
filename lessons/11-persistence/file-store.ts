// A store whose items outlive the process: they lie in a file, which is written whole or not at all.

import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { Store } from "../slow-store.ts";

/**
 * Opens the store in a file. Without the file it begins with `first`. Who calls put or remove waits for the promise
 * before the next call: lesson 12 says why, and mends it.
 * @throws {Error} for a damaged file; it is left as it is
 */
export async function fileStore<Item>(
  path: string,
  first: Item[],
  keyOf: (item: Item) => string,
): Promise<Store<Item>> {
  const list = await readWhole(path, first);
  let items = new Map(list.map((item) => [keyOf(item), item]));
  const save = async (next: Map<string, Item>) => {
    await writeWhole(path, JSON.stringify([...next.values()], null, 1));
    items = next; // Not before it is on the disk: nobody may read what could still be lost.
  };
  return {
    all: async () => [...items.values()],
    get: async (key) => items.get(key),
    put: async (item) => await save(new Map(items).set(keyOf(item), item)),
    async remove(key) {
      const next = new Map(items);
      if (!next.delete(key)) return false;
      await save(next);
      return true;
    },
  };
}

/** What the file holds, or `first` where there is none yet. @throws {Error} for a damaged file */
export async function readWhole<Data>(path: string, first: Data): Promise<Data> {
  if (!existsSync(path)) return first;
  const text = await readFile(path, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    // Whoever goes on here with an empty list writes it over what could still be saved.
    throw new Error(`${path} is damaged and was left as it is. Mend it, or put it aside.`, { cause: error });
  }
}

/** Writes beside the file, then gives it the name: a crash leaves the old text or the new one, never a half. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(`${path}.new`, "w");
  try {
    await file.writeFile(text);
    await file.sync(); // Until here the bytes may be in memory only.
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(dirname(path));
}

/** Names are kept in the folder, and a new name may be in memory only as well. Windows has no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
