// Opens the store of the shop, and fills it at the first start.

import { type BeforeOperation, openStore, type Store } from "../index.ts";
import { openShopData } from "../shop/records.ts";
import { fillShop } from "../shop/seed.ts";

export interface Opened {
  readonly store: Store;
  /** Where the data lies and what was done to it, for the greeting. */
  readonly summary: string;
}

/** @throws {StoreError} saying what is wrong with the URL or the file, and what to do. */
export async function openData(url: string, products: number, before?: BeforeOperation): Promise<Opened> {
  const store = await openStore(url, before === undefined ? {} : { before });
  try {
    const data = openShopData(store);
    if (products > (await data.products.count())) {
      process.stdout.write(`Making a catalogue of ${products.toLocaleString("en")} products ...\n`);
    }
    const { created, added } = await fillShop(data, { products });
    const total = (await data.products.count()).toLocaleString("en");
    return { store, summary: `Its data: ${place(url)}, ${total} products${news(created, added)}` };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function place(url: string): string {
  return url === "memory:" ? "in memory only, gone when it stops" : url.replace(/^file:/, "");
}

function news(created: boolean, added: number): string {
  if (created) return ", created now";
  return added > 0 ? `, of which ${added.toLocaleString("en")} are new` : "";
}
