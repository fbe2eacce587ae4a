// The newest requests of one server, put together of the batches that its tracer sends; and how many there were that
// it could not tell of.

import type { Restart } from "../../live/messages.ts";
import type { TraceBatch } from "../../trace/events.ts";
import { Journey } from "./journey.ts";

/** More are not kept: the oldest go. */
const KEPT = 500;
/** An open request of which nothing was heard for so long counts as over; milliseconds. */
const SILENCE = 300_000;
/** Rates are of so long; milliseconds. */
const WINDOW = 3_000;
/** So many clients are counted one by one. */
const KEPT_CLIENTS = 1_000;

export interface Rates {
  /** Requests a second: all, and those that are told step by step. */
  readonly seen: number;
  readonly traced: number;
}

interface Life {
  /** When the server had been started again last before it; 0 for never. */
  readonly restarted: number;
  /** Those up to here have gone, and do not come again. */
  goneUpTo: number;
}

export class Journeys {
  /** Grows whenever something has changed. */
  version = 0;
  readonly #byKey = new Map<string, Journey>();
  /** When the server was started again by itself, and why; the last one is the newest. */
  readonly restarts: Restart[] = [];
  /** By their names; the last one is the one that runs, or ran last. */
  readonly #lives = new Map<string, Life>();
  #life = "";
  #counts: { readonly at: number; readonly batch: TraceBatch }[] = [];
  readonly #totals = new Map<string, number>();
  /** What to add to a time of the server's clock to have the page's; undefined before the first event. */
  #offset: number | undefined;

  get size(): number {
    return this.#byKey.size;
  }

  /** @param now the page's clock; milliseconds */
  add(batch: TraceBatch, now: number): void {
    const life = this.#lives.get(batch.life) ?? this.#beginLife(batch.life);
    this.#count(batch, now);
    for (const event of batch.events) {
      const { id, at } = event;
      let journey = this.#byKey.get(`${batch.life}#${id}`);
      if (journey === undefined) {
        if (id <= life.goneUpTo) continue;
        journey = new Journey(batch.life, id, life.restarted);
        this.#byKey.set(journey.key, journey);
      }
      journey.add(event, now);
      // After a lost connection an earlier life is told again.
      if (batch.life === this.#life)
        this.#offset = Math.min(this.#offset ?? Number.POSITIVE_INFINITY, now - at);
    }
    this.#drop();
    this.version += 1;
  }

  get(key: string): Journey | undefined {
    return this.#byKey.get(key);
  }

  /** From the newest to the oldest, as long as they are asked for. */
  *newest(): Generator<Journey> {
    const all = [...this.#byKey.values()];
    for (let i = all.length - 1; i >= 0; i--) yield all[i] as Journey;
  }

  /** What time the server's clock shows. */
  serverTime(now: number): number {
    return now - (this.#offset ?? 0);
  }

  rates(now: number): Rates {
    const counts = this.#counts.filter(({ at }) => at > now - WINDOW);
    const sum = (of: "seen" | "traced") => counts.reduce((total, { batch }) => total + batch[of], 0);
    return { seen: sum("seen") / (WINDOW / 1_000), traced: sum("traced") / (WINDOW / 1_000) };
  }

  /** How many requests each client has sent since the page was opened, by its address; the busiest first. */
  clients(): [address: string, total: number][] {
    return [...this.#totals].sort(([, a], [, b]) => b - a);
  }

  /** Closes what will not be heard of any more. */
  closeSilent(now: number): void {
    for (const journey of this.#byKey.values()) {
      if (journey.outcome === "open" && now - journey.heard > SILENCE) this.#close(journey, "lost");
    }
  }

  /** The connection to the guide was lost: what was open may have ended meanwhile. */
  closeOpen(): void {
    for (const journey of this.#byKey.values()) this.#close(journey, "lost");
  }

  /** The server's process has ended. */
  stop(): void {
    for (const journey of this.#byKey.values()) this.#close(journey, "stopped");
  }

  /** It was started again by itself; that may be told twice. */
  restart(restart: Restart): void {
    if (restart.at <= (this.restarts.at(-1)?.at ?? 0)) return;
    this.restarts.push(restart);
    this.stop();
    this.version += 1;
  }

  #close(journey: Journey, how: "stopped" | "lost"): void {
    if (journey.outcome !== "open") return;
    journey.close(how);
    this.version += 1;
  }

  /** Another process: its numbers begin with 1 again, and what the one before had open never ends. */
  #beginLife(name: string): Life {
    this.stop();
    const life: Life = { restarted: this.restarts.at(-1)?.at ?? 0, goneUpTo: 0 };
    this.#lives.set(name, life);
    this.#life = name;
    this.#offset = undefined;
    return life;
  }

  #count(batch: TraceBatch, now: number): void {
    this.#counts = this.#counts.filter(({ at }) => at > now - WINDOW);
    this.#counts.push({ at: now, batch: { ...batch, events: [] } });
    for (const [address, count] of Object.entries(batch.clients)) {
      if (!this.#totals.has(address) && this.#totals.size >= KEPT_CLIENTS) continue;
      this.#totals.set(address, (this.#totals.get(address) ?? 0) + count);
    }
  }

  #drop(): void {
    for (const [key, journey] of this.#byKey) {
      if (this.#byKey.size <= KEPT) return;
      this.#byKey.delete(key);
      const life = this.#lives.get(journey.life);
      if (life !== undefined) life.goneUpTo = Math.max(life.goneUpTo, journey.id);
    }
  }
}
