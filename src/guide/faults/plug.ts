// Pulling the plug: a client orders, the shop's process is killed in the midst of it and started again, and then the
// client asks for each order that was acknowledged.

import type { PlugState } from "../live/presenter.ts";
import { Buyer } from "./buyer.ts";
import { type ShopProcess, urlOf } from "./shop-process.ts";

/** So many orders are acknowledged before the plug is pulled, and so many more are under way then. */
const BEFORE = 10;
const MEANWHILE = 3;
/** And so many come after. */
const AFTER = 5;
/** How long all of it may take; milliseconds. */
const LIMIT = 60_000;
/** How long it may take to take the product away; milliseconds. Whoever undoes it waits for that. */
const LEAVE_LIMIT = 5_000;

const IDLE: PlugState = { phase: "idle", acknowledged: 0, there: undefined, message: "" };

export class Plug {
  state: PlugState = IDLE;
  /** Since when it runs; undefined when it does not. Milliseconds since 1970. */
  since: number | undefined;
  readonly #shop: ShopProcess;
  readonly #onChange: () => void;
  #undo = new AbortController();
  #running: Promise<void> | undefined;

  constructor(shop: ShopProcess, onChange: () => void) {
    this.#shop = shop;
    this.#onChange = onChange;
  }

  start(): void {
    if (this.#running !== undefined) return;
    this.#undo = new AbortController();
    this.since = Date.now();
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      this.since = undefined;
      this.#onChange();
    });
  }

  /** Ends it where it is, and forgets what it has counted. */
  async stop(): Promise<void> {
    this.#undo.abort();
    await this.#running;
    this.state = IDLE;
  }

  async #run(): Promise<void> {
    const signal = AbortSignal.any([this.#undo.signal, AbortSignal.timeout(LIMIT)]);
    const buyer = new Buyer(() => urlOf(this.#shop), signal);
    try {
      await this.#show(buyer, signal);
    } catch (error) {
      // Whoever has stopped it knows why it ends.
      if (this.#undo.signal.aborted) return;
      const why = signal.aborted ? "It was not done in a minute." : (error as Error).message;
      this.#tell(buyer, "failed", `${why} ${buyer.acknowledged.length} orders were acknowledged.`);
    } finally {
      await buyer.end();
      await this.#takeProductAway();
    }
  }

  /** With a client of its own, since that which has ordered can ask nothing more once it was stopped. */
  async #takeProductAway(): Promise<void> {
    const leaver = new Buyer(() => urlOf(this.#shop), AbortSignal.timeout(LEAVE_LIMIT));
    try {
      await leaver.leave();
    } catch {
      // The shop is away for too long. The product is used, and taken away, the next time.
    } finally {
      await leaver.end();
    }
  }

  async #show(buyer: Buyer, signal: AbortSignal): Promise<void> {
    this.#tell(buyer, "ordering", "A client begins to order.");
    const product = await buyer.prepare();
    const orders = async (count: number) => {
      for (let i = 0; i < count; i++) {
        await buyer.order(product);
        this.#tell(buyer, this.state.phase, `${buyer.acknowledged.length} orders are acknowledged.`);
      }
    };
    await orders(BEFORE);
    const again = startedAgain(this.#shop, signal);
    const underWay = Array.from({ length: MEANWHILE }, () => buyer.order(product));
    this.#shop.pullPlug();
    this.#tell(
      buyer,
      "pulled",
      `The plug is pulled, in the midst of ${MEANWHILE} orders. ${buyer.acknowledged.length} are acknowledged.`,
    );
    // What becomes of these is counted below: without an answer they are no acknowledged orders.
    const outcomes = Promise.allSettled(underWay);
    await again;
    await outcomes;
    // A shop with its data in memory has forgotten the product as well.
    await orders(AFTER).catch((error) => {
      if (signal.aborted) throw error;
    });
    this.#tell(buyer, "asking", `The client asks for each of its ${buyer.acknowledged.length} orders.`);
    const there = await buyer.count();
    this.#tell(buyer, "done", verdict(there, buyer), there);
  }

  #tell(buyer: Buyer, phase: PlugState["phase"], message: string, there?: number): void {
    this.state = { phase, acknowledged: buyer.acknowledged.length, there, message };
    this.#onChange();
  }
}

function verdict(there: number, { acknowledged, repeated }: Buyer): string {
  const orders = `${there} of ${acknowledged.length} acknowledged orders are there.`;
  if (there < acknowledged.length) return `${orders} Is the shop's data in memory only?`;
  if (repeated === 0) return orders;
  const sent = repeated === 1 ? "1 had no answer and was sent" : `${repeated} had no answer and were sent`;
  return `${orders} ${sent} again, with the same Idempotency-Key.`;
}

/** Resolves when the shop has been away and listens again. */
function startedAgain(shop: ShopProcess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let wasAway = false;
    const forget = shop.onState(() => {
      if (urlOf(shop) === undefined) wasAway = true;
      else if (wasAway) settle(resolve);
    });
    const giveUp = () => settle(() => reject(signal.reason));
    const settle = (how: () => void) => {
      forget();
      signal.removeEventListener("abort", giveUp);
      how();
    };
    signal.addEventListener("abort", giveUp);
  });
}
