// What the guide has inside the process of the shop: its faults, and in front of a class the limits of its clients.
// The guide speaks to it by messages of the parent process.

import type { BeforeOperation, Handler, Store } from "../index.ts";
import type { AroundProduct } from "../shop/product-pages.ts";
import { openShopData } from "../shop/records.ts";
import { resetShop } from "../shop/seed.ts";
import { ClientLimits } from "./class/limits.ts";
import { type ClientsMessage, isLimitMessage, isResetMessage, type ResetDone } from "./class/messages.ts";
import { ShopFaults } from "./faults/in-shop.ts";
import { isFaultMessage } from "./faults/messages.ts";

/** How often the counts of the clients are told; milliseconds. */
const TOLD_EVERY = 1_000;

export class GuideInShop {
  readonly #faults = new ShopFaults();
  readonly #limits: ClientLimits | undefined;
  /** What was told last. */
  #last = "[]";

  /** @param isClass whether clients are counted, and can be limited */
  constructor({ isClass }: { isClass: boolean }) {
    this.#limits = isClass ? new ClientLimits() : undefined;
  }

  /** For `openStore`. */
  get before(): BeforeOperation {
    return this.#faults.before;
  }

  /** For `createShop`: middleware that stands before all other, and what the product's handler is put into. */
  get middleware(): Handler[] {
    return this.#limits === undefined ? [] : [this.#limits.middleware];
  }

  get aroundProduct(): AroundProduct {
    return this.#faults.aroundProduct;
  }

  /** Listens to the guide. Without a parent process that sends messages it does nothing. */
  listen(store: Store): void {
    process.on("message", (message) => {
      if (isFaultMessage(message)) tell(this.#faults.hear(message));
      else if (isLimitMessage(message)) this.#limit(message.address, message.on);
      else if (isResetMessage(message)) void reset(store).then(tell);
    });
    if (this.#limits !== undefined) setInterval(() => this.#tellClients(), TOLD_EVERY).unref();
  }

  #limit(address: string, on: boolean): void {
    this.#limits?.limit(address, on);
    this.#tellClients();
  }

  /** Unless it would say the same once more. */
  #tellClients(): void {
    const clients = this.#limits?.counts ?? [];
    const text = JSON.stringify(clients);
    if (text === this.#last) return;
    this.#last = text;
    tell({ type: "clients", clients } satisfies ClientsMessage);
  }
}

async function reset(store: Store): Promise<ResetDone> {
  try {
    await resetShop(openShopData(store));
    return { type: "reset-done" };
  } catch (error) {
    return { type: "reset-done", error: (error as Error).message };
  }
}

/** The guide may be gone: then nobody needs to know. */
function tell(message: object): void {
  if (process.connected) process.send?.(message, undefined, {}, () => {});
}
