// A client that asks for a product and leaves before the answer, again and again.

import { Agent, request } from "undici";
import { LEAVER } from "./in-shop.ts";
import { type ShopProcess, urlOf } from "./shop-process.ts";

/** After how long it leaves, and how often it comes; milliseconds. */
const LEAVES_AFTER = 1_000;
const COMES_EVERY = 4_000;

export class Leaver {
  readonly #shop: ShopProcess;
  #timer: NodeJS.Timeout | undefined;
  #leave = new AbortController();

  constructor(shop: ShopProcess) {
    this.#shop = shop;
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => void this.#visit(), COMES_EVERY).unref();
    void this.#visit();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#leave.abort();
  }

  async #visit(): Promise<void> {
    const url = urlOf(this.#shop);
    if (url === undefined) return;
    // A connection of its own, which is closed in the midst of the request: that is what leaving is.
    const dispatcher = new Agent({ connections: 1, pipelining: 0 });
    this.#leave = new AbortController();
    const signal = AbortSignal.any([this.#leave.signal, AbortSignal.timeout(LEAVES_AFTER)]);
    try {
      const headers = { "user-agent": LEAVER, accept: "text/html" };
      const { body } = await request(`${url}/products/66432`, { dispatcher, headers, signal });
      await body.dump();
    } catch {
      // It has left, as it should; or the shop is away.
    } finally {
      await dispatcher.destroy();
    }
  }
}
