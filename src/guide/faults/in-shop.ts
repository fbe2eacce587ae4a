// The faults inside the shop's own process. The shop is made with `before` and `aroundProduct`, and messages from the
// guide put faults on and off. With none on, each costs a comparison.

import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { type BeforeOperation, type Handler, StoreError } from "../../index.ts";
import { type FaultName, faultNamed } from "./faults.ts";
import type { FaultMessage, FaultsSnapshot } from "./messages.ts";
import { tellMet } from "./met.ts";

/**
 * How long each operation of the slow database takes; milliseconds. A product's page needs six, and the kit answers
 * 503 after ten seconds.
 */
export const SLOW = 1_000;

/** By this the handler knows the client that will leave, whom alone it lets wait. */
export const LEAVER = "a client that leaves";
/** For how long; milliseconds. */
const LEAVER_WAITS = 2_000;

export class ShopFaults {
  readonly #on = new Set<FaultName>();
  readonly #slow: number;
  /** Undefined as long as the database is well. */
  #database: BeforeOperation | undefined;
  #handler: "throw" | "silent" | "twice" | undefined;
  #leaverWaits = false;
  /** Ends the waiting when the fault is undone. */
  #undone = new AbortController();

  constructor({ slow = SLOW }: { slow?: number } = {}) {
    this.#slow = slow;
    this.#release();
  }

  /** For `openStore`. */
  readonly before: BeforeOperation = () => this.#database?.();

  /** For `createShop`. */
  readonly aroundProduct = <P>(handler: Handler<P>): Handler<P> => {
    return (req, res, next) => {
      if (this.#leaverWaits && req.headers["user-agent"] === LEAVER) {
        tellMet("client-leaves");
        return delay(LEAVER_WAITS).then(() => handler(req, res, next));
      }
      if (this.#handler === undefined) return handler(req, res, next);
      tellMet(this.#handler);
      switch (this.#handler) {
        case "throw":
          throw new Error('This handler throws on purpose: the fault "throw" is on.');
        case "silent":
          return undefined;
        case "twice":
          return answerTwice(() => handler(req, res, next), res);
      }
    };
  };

  /** Does what the guide asks for, and says what is on then. */
  hear({ name, on }: FaultMessage): FaultsSnapshot {
    // A handler can be wrong in one way at a time, and so can a database.
    const where = faultNamed(name)?.where;
    for (const other of this.#on) if (on && faultNamed(other)?.where === where) this.#on.delete(other);
    if (on) this.#on.add(name);
    else this.#on.delete(name);
    this.#apply();
    return this.snapshot;
  }

  get snapshot(): FaultsSnapshot {
    return { type: "faults", on: [...this.#on] };
  }

  #apply(): void {
    const isSlow = this.#on.has("slow-database");
    if (!isSlow) this.#release();
    const wait = () => {
      tellMet("slow-database");
      return waitUntil(this.#slow, this.#undone.signal);
    };
    this.#database = this.#on.has("database-away") ? refuse : isSlow ? wait : undefined;
    this.#handler = (["throw", "silent", "twice"] as const).find((name) => this.#on.has(name));
    this.#leaverWaits = this.#on.has("client-leaves");
  }

  /** Lets go on at once what the slow database has waiting. */
  #release(): void {
    this.#undone.abort();
    this.#undone = new AbortController();
    setMaxListeners(0, this.#undone.signal); // One for each operation that waits.
  }
}

function refuse(): Promise<void> {
  tellMet("database-away");
  throw new StoreError(
    "unreachable",
    'The database cannot be reached, on purpose: the fault "database-away" is on.',
  );
}

/** Waits, but not longer than the fault is on. */
async function waitUntil(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}

async function answerTwice(answer: () => unknown, res: { send(body: string): unknown }): Promise<void> {
  await answer();
  res.send("This is the second answer.");
}
