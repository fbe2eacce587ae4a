// The guide's side of the faults: puts them on and off, remembers which are on when the shop starts again, and tells
// whoever watches.

import { HttpError } from "../../index.ts";
import type { FaultState } from "../live/presenter.ts";
import { FAULTS, type FaultName, faultNamed } from "./faults.ts";
import { Leaver } from "./leaver.ts";
import { type FaultMessage, isFaultsSnapshot } from "./messages.ts";
import { Plug } from "./plug.ts";
import { type ShopProcess, urlOf } from "./shop-process.ts";

/** 409: the shop is not there, and so can have no fault. */
export class ShopAway extends HttpError {
  constructor(message = "The shop does not run. Start it first.") {
    super(409, message);
  }
}

/** How long the shop may take to say that it has done it; milliseconds. */
const PATIENCE = 5_000;

export class Faults {
  readonly #shop: ShopProcess;
  readonly #leaver: Leaver;
  readonly #plug: Plug;
  readonly #listeners = new Set<() => void>();
  readonly #forget: (() => void)[];
  /** What the shop has last said, and since when each is on; milliseconds since 1970. */
  #on: ReadonlyMap<FaultName, number> = new Map();
  /** Those that a process started again is told of and has not yet said that it has. */
  readonly #again = new Set<FaultName>();
  /** Those that wait for its answer. */
  readonly #waiting = new Set<(on: ReadonlyMap<FaultName, number>) => void>();
  #wasThere: boolean;

  constructor(shop: ShopProcess) {
    this.#shop = shop;
    this.#leaver = new Leaver(shop);
    this.#plug = new Plug(shop, () => this.#tell());
    this.#wasThere = urlOf(shop) !== undefined;
    this.#forget = [shop.onMessage((message) => this.#hear(message)), shop.onState(() => this.#putOnAgain())];
  }

  get list(): FaultState[] {
    return FAULTS.map((fault) => {
      const isPlug = fault.name === "pull-the-plug";
      const since = isPlug ? this.#plug.since : this.#on.get(fault.name);
      const state = since === undefined ? { ...fault, on: false } : { ...fault, on: true, since };
      return isPlug ? { ...state, progress: this.#plug.state } : state;
    });
  }

  /** Returns a function that ends the listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when it is so. @throws {ShopAway} for a fault put on while the shop is not there. */
  async set(name: FaultName, on: boolean): Promise<void> {
    if (name === "pull-the-plug") return this.#pull(on);
    if (urlOf(this.#shop) !== undefined) return this.#send({ type: "fault", name, on });
    if (on) throw new ShopAway();
    // It will not be put on again when the shop starts.
    this.#again.clear();
    this.#take([...this.#on.keys()].filter((other) => other !== name));
  }

  /** Undoes all that is on. */
  async clear(): Promise<void> {
    // It ends while the others are undone: a shop with its database away cannot take the product away.
    const stopped = this.#plug.stop();
    for (const { name, on } of this.list) if (on) await this.set(name, false);
    await stopped;
    this.#tell();
  }

  /** At the end of the guide. */
  async end(): Promise<void> {
    for (const forget of this.#forget) forget();
    this.#listeners.clear();
    this.#leaver.stop();
    await this.#plug.stop();
  }

  async #pull(on: boolean): Promise<void> {
    if (!on) await this.#plug.stop();
    else if (urlOf(this.#shop) === undefined) throw new ShopAway();
    else this.#plug.start();
    this.#tell();
  }

  #send(message: FaultMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (on: ReadonlyMap<FaultName, number>) => {
        if (on.has(message.name) !== message.on) return;
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(done);
        reject(new ShopAway("The shop does not answer the guide. Start it again."));
      }, PATIENCE);
      this.#waiting.add(done);
      this.#shop.send(message);
    });
  }

  #hear(message: unknown): void {
    if (!isFaultsSnapshot(message)) return;
    this.#take(message.on.flatMap((name) => faultNamed(name)?.name ?? []));
  }

  #take(on: readonly FaultName[]): void {
    const now = Date.now();
    // Each snapshot after a new start has one more. Those still to come are on all the while, since when they were.
    for (const name of on) this.#again.delete(name);
    this.#on = new Map([...on, ...this.#again].map((name) => [name, this.#on.get(name) ?? now]));
    if (this.#on.has("client-leaves")) this.#leaver.start();
    else this.#leaver.stop();
    for (const done of this.#waiting) done(this.#on);
    this.#tell();
  }

  /** A process that was started again has no faults: it is told of those that are still on. */
  #putOnAgain(): void {
    const isThere = urlOf(this.#shop) !== undefined;
    if (!isThere) this.#again.clear();
    else if (!this.#wasThere) {
      for (const name of this.#on.keys()) {
        this.#again.add(name);
        this.#shop.send({ type: "fault", name, on: true } satisfies FaultMessage);
      }
    }
    this.#wasThere = isThere;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
