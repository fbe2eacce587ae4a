// One after the other, for writes that would get in each other's way. The store would let them try again until
// each has its turn; a hundred buyers of one product would then try thousands of times. Several servers over one
// store still meet there, and are right: this saves work, and the transaction keeps order.

import type { Store, View } from "../index.ts";

/** A transaction that writes to a product. */
export function writeInTurn<R>(
  { store, turns }: { readonly store: Store; readonly turns: Turns },
  productId: string,
  run: (view: View) => Promise<R>,
): Promise<R> {
  return turns.run(productId, () => store.transaction(run));
}

export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs a task when those with the same key that came before are done. */
  run<R>(key: string, task: () => Promise<R>): Promise<R> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(task);
    const done: Promise<void> = result.then(
      () => this.#leave(key, done),
      () => this.#leave(key, done),
    );
    this.#last.set(key, done);
    return result;
  }

  /** Forgets the key with the last of its tasks: products come and go. */
  #leave(key: string, done: Promise<void>): void {
    if (this.#last.get(key) === done) this.#last.delete(key);
  }
}
