// Where the lessons' data lies from lesson 06 on: behind a wait, as in a database on another machine.

import { setTimeout } from "node:timers/promises";

/** How long an answer takes; milliseconds. */
const WAIT = 20;

export interface Store<Item> {
  all(): Promise<Item[]>;
  /** The item whose key field has this value, or undefined. */
  get(key: string): Promise<Item | undefined>;
  /** Adds an item, or puts it in the place of the one with its key. */
  put(item: Item): Promise<void>;
  /** Whether there was one. */
  remove(key: string): Promise<boolean>;
}

export function slowStore<Item>(items: Item[], keyOf: (item: Item) => string): Store<Item> {
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return {
    async all() {
      await setTimeout(WAIT);
      return [...byKey.values()];
    },
    async get(key) {
      await setTimeout(WAIT);
      return byKey.get(key);
    },
    async put(item) {
      await setTimeout(WAIT);
      byKey.set(keyOf(item), item);
    },
    async remove(key) {
      await setTimeout(WAIT);
      return byKey.delete(key);
    },
  };
}
