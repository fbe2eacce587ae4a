// A client that orders, as any other could, and remembers each order that the shop has acknowledged. Where no answer
// comes it asks again with the same Idempotency-Key, so that an order is made once.

import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Agent, request } from "undici";

/** Between two orders, and before it tries again; milliseconds. */
const PAUSE = 150;
/** How long the shop may take for an answer; milliseconds. */
const PATIENCE = 5_000;

/** It buys a product of its own, so that it takes nothing from the others' stock. */
const PRODUCT = "Test parcel of the guide";

export class Buyer {
  /** The ids of acknowledged orders. */
  readonly acknowledged: string[] = [];
  /** How many orders got no answer at first and were sent once more. */
  repeated = 0;
  readonly #url: () => string | undefined;
  readonly #signal: AbortSignal;
  readonly #agent = new Agent({ keepAliveTimeout: 1_000, headersTimeout: PATIENCE, bodyTimeout: PATIENCE });

  /**
   * @param url gives where the shop is, while it is there
   * @param signal ends all that waits, with an error
   */
  constructor(url: () => string | undefined, signal: AbortSignal) {
    this.#url = url;
    this.#signal = signal;
  }

  /** Makes the product that it buys, or takes the one of an earlier time. */
  async prepare(): Promise<string> {
    const known = await this.#find();
    if (known !== undefined) {
      await this.#ask("PATCH", `/api/products/${encodeURIComponent(known)}`, { stock: 1_000_000 });
      return known;
    }
    const some = await this.#ask("GET", "/api/products?limit=1");
    const [{ category = "" } = {}] = some.value.products as { category?: string }[];
    const description =
      "The guide orders this to show that no acknowledged order is lost. It goes away by itself.";
    const product = { name: PRODUCT, category, price: 100, stock: 1_000_000, description };
    const made = await this.#ask("POST", "/api/products", product);
    if (made.status !== 201) throw new Error(`The shop answers ${made.status} to a new product.`);
    return String(made.value.id);
  }

  /** Makes one order. Resolves when it is acknowledged, however often it has to ask. */
  async order(productId: string): Promise<void> {
    const order = { productId, quantity: 1, name: "The guide", address: "This computer" };
    const headers = { "idempotency-key": randomUUID() };
    const { status, value, sent } = await this.#ask("POST", "/api/orders", order, headers);
    if (sent > 1) this.repeated++;
    if (status !== 201) throw new Error(`The shop answers ${status} to an order: ${String(value.detail)}`);
    this.acknowledged.push(String(value.id));
    await this.pause();
  }

  /** How many of the acknowledged orders the shop still has. */
  async count(): Promise<number> {
    let there = 0;
    for (const id of this.acknowledged) {
      const { status } = await this.#ask("GET", `/api/orders/${encodeURIComponent(id)}`);
      if (status === 200) there++;
    }
    return there;
  }

  /** Takes its product away again, if it is there: also one whose making was ended before the answer came. */
  async leave(): Promise<void> {
    const known = await this.#find();
    if (known !== undefined) await this.#ask("DELETE", `/api/products/${encodeURIComponent(known)}`);
  }

  async end(): Promise<void> {
    await this.#agent.destroy();
  }

  pause(): Promise<void> {
    return delay(PAUSE, undefined, { signal: this.#signal });
  }

  /** The id of its product. */
  async #find(): Promise<string | undefined> {
    const { value } = await this.#ask("GET", `/api/products?search=${encodeURIComponent(PRODUCT)}`);
    return (value.products as { id: string; name: string }[]).find(({ name }) => name === PRODUCT)?.id;
  }

  /** Asks until there is an answer; 503 and the like are none. */
  async #ask(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: object, headers = {}) {
    for (let sent = 0; ; await this.pause()) {
      const url = this.#url();
      if (url === undefined) continue;
      try {
        sent++;
        const reply = await request(url + path, {
          method,
          dispatcher: this.#agent,
          signal: this.#signal,
          headers: { accept: "application/json", "user-agent": "the guide", ...json(body), ...headers },
          body: body === undefined ? null : JSON.stringify(body),
        });
        const text = await reply.body.text();
        if (reply.statusCode >= 500 || reply.statusCode === 429) continue;
        return { status: reply.statusCode, value: text === "" ? {} : JSON.parse(text), sent };
      } catch (error) {
        if (this.#signal.aborted) throw error;
      }
    }
  }
}

function json(body: object | undefined): Record<string, string> {
  return body === undefined ? {} : { "content-type": "application/json" };
}
