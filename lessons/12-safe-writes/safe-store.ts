// Safe writes: many clients at once, and one writer at a time. Whoever reads, decides and writes does it in one turn.

import { fileStore } from "../11-persistence/file-store.ts";
import type { Store } from "../slow-store.ts";

export interface SafeStore<Item> extends Store<Item> {
  /** Runs a function when all those before it are done. Between its reads and its writes nobody else writes. */
  inTurn<Result>(run: (store: Store<Item>) => Promise<Result>): Promise<Result>;
}

/** A file store whose writes wait for each other. */
export async function safeStore<Item>(
  path: string,
  first: Item[],
  keyOf: (item: Item) => string,
): Promise<SafeStore<Item>> {
  return withTurns(await fileStore(path, first, keyOf));
}

export function withTurns<Item>(store: Store<Item>): SafeStore<Item> {
  const inTurn = queue();
  return {
    ...store,
    // The function gets the store itself: a put of the outer one would wait for the turn in which it stands.
    inTurn: (run) => inTurn(() => run(store)),
    put: (item) => inTurn(() => store.put(item)),
    remove: (key) => inTurn(() => store.remove(key)),
  };
}

/** Each call waits until the one before it is done, well or badly. */
export function queue() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = last.then(run, run);
    last = result.catch(() => {}); // One that fails must not stop those behind it.
    return result;
  };
}
