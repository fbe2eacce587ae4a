// Collects what is told, and sends it some times a second. A supervisor that cannot follow gets less: the server never
// waits for it.

import { writeSync } from "node:fs";
import type { TraceBatch, TraceEvent } from "../trace/events.ts";
import type { ChildMessage } from "./messages.ts";

/** How long events are collected; milliseconds. */
const PERIOD = 40;
/** So many batches may be on their way. */
const MOST_UNSENT = 5;
/** So many events one batch may have. What is beyond is lost: requests that began, and were to be told in full. */
const MOST_EVENTS = 5_000;
/** So many clients are counted by name in one batch; the rest together. */
const MOST_CLIENTS = 500;
const OTHERS = "others";
/** The file descriptor of the pipe for last words, as in the course's processes. */
const PIPE = 4;

const LIFE = `${process.pid}-${Math.round(performance.timeOrigin)}`;

export class Outbox {
  #events: TraceEvent[] = [];
  #clients = new Map<string, number>();
  #seen = 0;
  #traced = 0;
  #timer: NodeJS.Timeout | undefined;
  #unsent = 0;

  /** The number of the batch that is being collected. */
  batch = 1;

  /** Whether the supervisor cannot follow: then no more requests are to be told. */
  get isFull(): boolean {
    return this.#unsent >= MOST_UNSENT;
  }

  add(event: TraceEvent): void {
    if (this.#events.length < MOST_EVENTS) this.#events.push(event);
    this.#collect();
  }

  /** Counts a request. */
  count(address: string, isTraced: boolean): void {
    this.#seen += 1;
    if (isTraced) this.#traced += 1;
    const known = this.#clients.get(address);
    const name = known === undefined && this.#clients.size >= MOST_CLIENTS ? OTHERS : address;
    this.#clients.set(name, (this.#clients.get(name) ?? 0) + 1);
    this.#collect();
  }

  /** Sends what there is. */
  flush(): void {
    const batch = this.#take();
    if (batch === undefined || process.send === undefined || !process.connected) return;
    this.#unsent += 1;
    const message: ChildMessage = { type: "trace", batch };
    process.send(message, undefined, {}, () => {
      this.#unsent -= 1;
    });
  }

  /** Sends what there is before the process is gone: messages would be lost with it. */
  lastWords(): void {
    const batch = this.#take();
    if (batch === undefined) return;
    const message: ChildMessage = { type: "trace", batch };
    try {
      writeSync(PIPE, `${JSON.stringify(message)}\n`);
    } catch {
      // Full, or not writable at once (Windows). The IPC channel is better than nothing.
      if (process.connected) process.send?.(message, undefined, {}, () => {});
    }
  }

  #collect(): void {
    this.#timer ??= setTimeout(() => this.flush(), PERIOD).unref();
  }

  #take(): TraceBatch | undefined {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#events.length === 0 && this.#seen === 0) return undefined;
    const batch: TraceBatch = {
      life: LIFE,
      events: this.#events,
      seen: this.#seen,
      traced: this.#traced,
      clients: Object.fromEntries(this.#clients),
    };
    this.#events = [];
    this.#clients = new Map();
    this.#seen = 0;
    this.#traced = 0;
    this.batch += 1;
    return batch;
  }
}
