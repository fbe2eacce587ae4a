// What a server has told of its newest requests, kept for whoever opens its map later.

import type { TraceBatch } from "../trace/events.ts";
import type { Message } from "./hub.ts";
import type { Restart, ServerName } from "./messages.ts";

/** So many events are kept, which are some two hundred requests. */
const KEPT = 3_000;

type Entry = { readonly batch: TraceBatch } | { readonly restart: Restart };

export class Recent {
  readonly #server: ServerName;
  #entries: Entry[] = [];
  #events = 0;
  /** Undefined when it is not known yet, as after a restart. */
  #life: string | undefined;

  constructor(server: ServerName) {
    this.#server = server;
  }

  /** A new life of the server begins anew, unless it was started again by itself: then what led to it stays. */
  add(batch: TraceBatch): void {
    if (this.#life !== undefined && this.#life !== batch.life) {
      this.#entries = [];
      this.#events = 0;
    }
    this.#life = batch.life;
    if (batch.events.length === 0) return;
    this.#entries.push({ batch });
    this.#events += batch.events.length;
    while (this.#events > KEPT) this.#drop();
  }

  addRestart(restart: Restart): void {
    this.#life = undefined;
    this.#entries.push({ restart });
  }

  /** As they are told to a page. Counts of requests belong to another time, and are left out. */
  get messages(): Message[] {
    const server = this.#server;
    return this.#entries.map((entry) =>
      "restart" in entry
        ? { event: "restart", data: { server, ...entry } }
        : {
            event: "trace",
            data: { server, batch: { ...entry.batch, seen: 0, traced: 0, clients: {} }, isPast: true },
          },
    );
  }

  #drop(): void {
    const entry = this.#entries.shift();
    if (entry !== undefined && "batch" in entry) this.#events -= entry.batch.events.length;
  }
}
