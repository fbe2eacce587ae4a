// The class as the presenter sees it: each client with a number and a colour, how much it asks, and whether it is
// limited. The shop's process counts; here the counts get their numbers.

import { HttpError } from "../../index.ts";
import { ShopAway } from "../faults/control.ts";
import { type ShopProcess, urlOf } from "../faults/shop-process.ts";
import type { ClassClient } from "../live/presenter.ts";
import { clientAddress } from "./limits.ts";
import {
  type ClientCount,
  isClientsMessage,
  isResetDone,
  type LimitMessage,
  type ResetMessage,
} from "./messages.ts";

/** More requests a second than this are called a flood. */
const FLOOD = 50;
/** How many colours there are; they begin again after that. */
const COLOURS = 12;
/** How many clients get a number; those that come after are not shown. */
const MOST = 1_000;
/** How long a reset may take; milliseconds. */
const PATIENCE = 10_000;

export class Classroom {
  readonly #shop: ShopProcess;
  readonly #numbers = new Map<string, number>();
  readonly #limited = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #forget: (() => void)[];
  #counts: readonly ClientCount[] = [];
  #next = 1;
  #wasThere: boolean;

  constructor(shop: ShopProcess) {
    this.#shop = shop;
    this.#wasThere = urlOf(shop) !== undefined;
    this.#forget = [shop.onMessage((message) => this.#hear(message)), shop.onState(() => this.#limitAgain())];
  }

  /** By their numbers. */
  get clients(): ClassClient[] {
    return this.#counts
      .flatMap((count) => {
        const number = this.#numbers.get(count.address);
        return number === undefined ? [] : [withNumber(count, number)];
      })
      .sort((one, other) => one.number - other.number);
  }

  /** Returns a function that ends the listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Limits a client, or no longer. @throws {HttpError} 404 when there is no such client. */
  limit(number: number, on: boolean): void {
    const client = this.clients.find((one) => one.number === number);
    if (client === undefined) throw new HttpError(404, `No client has the number ${number}.`);
    if (number === 0)
      throw new HttpError(409, "This computer itself is not limited: the guide asks from here.");
    if (on) this.#limited.add(client.address);
    else this.#limited.delete(client.address);
    this.#send(client.address, on);
  }

  /** Gives the shop its catalogue anew. @throws {ShopAway} */
  reset(): Promise<void> {
    if (urlOf(this.#shop) === undefined) throw new ShopAway();
    return new Promise((resolve, reject) => {
      const end = (error?: string) => {
        clearTimeout(timer);
        forget();
        if (error === undefined) resolve();
        else reject(new ShopAway(error));
      };
      const timer = setTimeout(() => end("The shop does not answer the guide. Start it again."), PATIENCE);
      const forget = this.#shop.onMessage((message) => {
        if (isResetDone(message)) end(message.error);
      });
      this.#shop.send({ type: "reset" } satisfies ResetMessage);
    });
  }

  end(): void {
    for (const forget of this.#forget) forget();
    this.#listeners.clear();
  }

  #hear(message: unknown): void {
    if (!isClientsMessage(message)) return;
    for (const { address } of message.clients) this.#number(address);
    this.#counts = message.clients;
    for (const listener of this.#listeners) listener();
  }

  #number(address: string): void {
    if (this.#numbers.has(address) || this.#numbers.size >= MOST) return;
    this.#numbers.set(address, isHere(address) ? 0 : this.#next++);
  }

  /** A process that was started again knows of no limits. */
  #limitAgain(): void {
    const isThere = urlOf(this.#shop) !== undefined;
    if (isThere && !this.#wasThere) for (const address of this.#limited) this.#send(address, true);
    this.#wasThere = isThere;
  }

  #send(address: string, on: boolean): void {
    this.#shop.send({ type: "limit", address, on } satisfies LimitMessage);
  }
}

function isHere(address: string): boolean {
  return address === "::1" || clientAddress(address).startsWith("127.");
}

function withNumber(count: ClientCount, number: number): ClassClient {
  const colour = number === 0 ? 0 : ((number - 1) % COLOURS) + 1;
  return { ...count, number, colour, floods: count.perSecond > FLOOD };
}
