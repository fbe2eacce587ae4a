// The newest requests of a server that were told, kept for whoever opens its map later.

import type { TraceBatch } from "../trace/events.ts";

/** So many events are kept, which are some two hundred requests. */
const KEPT = 3_000;

export class Recent {
  readonly #batches: TraceBatch[] = [];
  #events = 0;

  /** A new life of the server begins anew. */
  add(batch: TraceBatch): void {
    if (this.#batches[0] !== undefined && this.#batches[0].life !== batch.life) {
      this.#batches.length = 0;
      this.#events = 0;
    }
    if (batch.events.length === 0) return;
    this.#batches.push(batch);
    this.#events += batch.events.length;
    while (this.#events > KEPT) this.#events -= this.#batches.shift()?.events.length ?? 0;
  }

  /** Their counts belong to another time, and are left out. */
  get batches(): TraceBatch[] {
    return this.#batches.map((batch) => ({ ...batch, seen: 0, traced: 0, clients: {} }));
  }
}
