// A store whose items outlive the process: they lie in a file, which is written whole or not at all.

import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { Store } from "../slow-store.ts";

/**
 * Opens the store in a file. Without the file it begins with `first`.
 * @throws {Error} for a file that is no list of JSON; it is left as it is
 */
export async function fileStore<Item>(
  path: string,
  first: Item[],
  keyOf: (item: Item) => string,
): Promise<Store<Item>> {
  const items = new Map((await readItems(path, first)).map((item) => [keyOf(item), item]));
  const save = () => writeWhole(path, JSON.stringify([...items.values()], null, 1));
  return {
    all: async () => [...items.values()],
    get: async (key) => items.get(key),
    async put(item) {
      items.set(keyOf(item), item);
      await save(); // Only when it is on the disk may the client be told.
    },
    async remove(key) {
      const removed = items.delete(key);
      if (removed) await save();
      return removed;
    },
  };
}

async function readItems<Item>(path: string, first: Item[]): Promise<Item[]> {
  if (!existsSync(path)) return first;
  const text = await readFile(path, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    // Whoever goes on here with an empty list writes it over what could still be saved.
    throw new Error(`${path} is damaged and was left as it is. Mend it, or put it aside.`, { cause: error });
  }
}

/** Writes beside the file, then gives it the name: a crash leaves the old file or the new one, never a half. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(`${path}.new`, "w");
  try {
    await file.writeFile(text);
    await file.sync(); // Until here the bytes may lie in memory only.
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
