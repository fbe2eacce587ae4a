// A second server, which is itself a client of the shop: it asks the Web API for some products again and again,
// notes when a price changes, and tells what it knows, also while the shop is away.

import { type ShopApi, ShopProblem } from "./shop-api.ts";

export interface PriceChange {
  readonly at: string;
  readonly from: number;
  readonly to: number;
}

export interface WatchedProduct {
  readonly id: string;
  /** Undefined until the shop has told it. */
  readonly name: string | undefined;
  readonly price: number | undefined;
  readonly currency: string | undefined;
  /** When the shop said last that this is so. */
  readonly confirmed: string | undefined;
  /** What the shop says instead of a price, such as that there is no such product. */
  readonly problem: string | undefined;
  readonly changes: readonly PriceChange[];
}

/** The shop gives no answer since then. */
export interface Away {
  readonly since: string;
  readonly reason: string;
}

/** The oldest changes are forgotten: a watch that runs for weeks must not grow. */
const MOST_CHANGES = 100;

export class PriceWatch {
  readonly #api: ShopApi;
  readonly #products: Map<string, WatchedProduct>;
  readonly #etags = new Map<string, string>();
  #away: Away | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(api: ShopApi, ids: readonly string[]) {
    this.#api = api;
    this.#products = new Map(ids.map((id) => [id, unknown(id)]));
  }

  get shop(): string {
    return this.#api.url;
  }

  get products(): readonly WatchedProduct[] {
    return [...this.#products.values()];
  }

  /** Whether the shop has ever answered. */
  get known(): boolean {
    return this.products.some(({ confirmed }) => confirmed !== undefined);
  }

  get away(): Away | undefined {
    return this.#away;
  }

  /** Looks now, and again this long after each look: a slow shop is not asked twice at a time. */
  async start(every: number): Promise<void> {
    await this.look();
    if (!this.#stopped) this.#timer = setTimeout(() => this.start(every), every);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Asks the shop for each product once. */
  async look(): Promise<void> {
    for (const id of this.#products.keys()) {
      try {
        await this.#lookAt(id);
        this.#away = undefined;
      } catch (error) {
        // One that does not answer for this product will not answer for the next one either.
        this.#away ??= { since: now(), reason: (error as Error).message };
        return;
      }
    }
  }

  async #lookAt(id: string): Promise<void> {
    const before = this.#products.get(id) as WatchedProduct;
    try {
      const answer = await this.#api.get<{ name: unknown; price: unknown; currency: unknown }>(
        `/api/products/${encodeURIComponent(id)}`,
        this.#etags.get(id),
      );
      if (answer.etag !== undefined) this.#etags.set(id, answer.etag);
      // 304: all is as it was, and only that was sent.
      const found = answer.value ?? before;
      this.#products.set(id, next(before, found));
    } catch (error) {
      // A 4xx is an answer about this product; anything else is no answer.
      if (!(error instanceof ShopProblem) || error.status >= 500) throw error;
      this.#etags.delete(id);
      this.#products.set(id, { ...before, problem: error.message, confirmed: now() });
    }
  }
}

function next(
  before: WatchedProduct,
  found: { name: unknown; price: unknown; currency: unknown },
): WatchedProduct {
  const { name, price, currency } = found;
  if (typeof name !== "string" || typeof price !== "number" || typeof currency !== "string") {
    throw new Error("The shop's answer is no product with a name, a price and a currency.");
  }
  const changed = before.price !== undefined && before.price !== price;
  const changes = changed
    ? [{ at: now(), from: before.price as number, to: price }, ...before.changes].slice(0, MOST_CHANGES)
    : before.changes;
  return { id: before.id, name, price, currency, confirmed: now(), problem: undefined, changes };
}

function unknown(id: string): WatchedProduct {
  return {
    id,
    name: undefined,
    price: undefined,
    currency: undefined,
    confirmed: undefined,
    problem: undefined,
    changes: [],
  };
}

function now(): string {
  return new Date().toISOString();
}
