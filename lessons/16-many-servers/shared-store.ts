// The store that several servers share: it lies in a database, and the database is a program of its own. The servers
// keep nothing themselves.

import type { Store } from "../slow-store.ts";
import { postgresStore } from "./postgres-store.ts";
import { smallStore } from "./small-store.ts";

export interface SharedStore<Item> extends Store<Item> {
  /**
   * Adds an item; false if its key is taken. The database looks and adds in one step. A queue in this process would not
   * be enough: the other server has its own.
   */
  add(item: Item): Promise<boolean>;
}

/** Opens a table. One that is empty gets the first items. @throws {Error} when the database is not there */
export async function openStore<Item>(
  url: string,
  table: string,
  keyOf: (item: Item) => string,
  first: Item[] = [],
): Promise<SharedStore<Item>> {
  if (!/^[a-z]+$/.test(table)) throw new Error(`A table has a name of small letters, and not ${table}.`);
  const open = /^postgres(ql)?:/.test(url) ? postgresStore<Item> : smallStore<Item>;
  try {
    return await open(url, table, keyOf, first);
  } catch (error) {
    const { host } = new URL(url);
    throw new Error(`The database at ${host} cannot be used. Is it running?`, { cause: error });
  }
}
