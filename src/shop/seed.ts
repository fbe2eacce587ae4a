// Fills a new store with the shipped catalogue, and makes more products when a large one is wanted. What was
// begun and not finished, because the process ended meanwhile, goes on where it stood.

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Collection, View } from "../index.ts";
import { ratings, withKeys } from "./product-fields.ts";
import type { CategoryRecord, ProductFields, ReviewRecord, ShopData } from "./records.ts";
import { variant } from "./variants.ts";

export interface CatalogueProduct extends ProductFields {
  readonly id: string;
  readonly image: string;
  readonly reviews: readonly Omit<ReviewRecord, "productId">[];
}

interface Catalogue {
  readonly categories: readonly CategoryRecord[];
  readonly products: readonly CatalogueProduct[];
}

export interface Filled {
  /** Whether the store was empty. */
  readonly created: boolean;
  /** How many products were added. */
  readonly added: number;
}

/** One step of the store each; between two of them the server answers. */
const BATCH = 500;

/**
 * Fills an empty store. `products` is how many there should be at least: the catalogue's own, and variants of
 * them. Products that were deleted since do not come back.
 */
export async function fillShop(data: ShopData, { products = 0 } = {}): Promise<Filled> {
  const catalogue = await readCatalogue();
  const created = await data.store.transaction(async (view) => {
    const shop = view.collection(data.shop);
    const wanted = Math.max(0, products - catalogue.products.length);
    const known = await shop.get("shop");
    if (known !== undefined) {
      if (wanted > known.wanted) await shop.update("shop", { wanted });
      return false;
    }
    await insertAll(view, data, catalogue, wanted);
    return true;
  });
  const generated = await generate(data, catalogue);
  return { created, added: generated + (created ? catalogue.products.length : 0) };
}

/**
 * Gives the catalogue anew, without all that was ordered, reviewed, changed and made. It is one step: a client sees
 * what was before, or what is after.
 */
export async function resetShop(data: ShopData): Promise<void> {
  const catalogue = await readCatalogue();
  const { categories, products, reviews, orders, shop } = data;
  await data.store.transaction(async (view) => {
    for (const collection of [categories, products, reviews, orders, shop] as Collection<object>[]) {
      const records = view.collection(collection);
      for (const { id } of await records.find()) await records.delete(id);
    }
    await insertAll(view, data, catalogue, 0);
  });
}

async function readCatalogue(): Promise<Catalogue> {
  return JSON.parse(await readFile(new URL("./catalogue.json", import.meta.url), "utf8"));
}

/** All that a new store begins with. */
async function insertAll(view: View, data: ShopData, catalogue: Catalogue, wanted: number): Promise<void> {
  // By chance, so that no ETag of another store, or of before, is one of this.
  const edition = randomBytes(4).toString("hex");
  await view.collection(data.shop).insert({ id: "shop", edition, generated: 0, wanted });
  for (const category of catalogue.categories) await view.collection(data.categories).insert(category);
  for (const { reviews, ...product } of catalogue.products) {
    const sum = reviews.reduce((total, { rating }) => total + rating, 0);
    await view
      .collection(data.products)
      .insert({ ...product, ...withKeys(product), ...ratings(sum, reviews.length) });
    for (const review of reviews) {
      await view.collection(data.reviews).insert({ ...review, productId: product.id });
    }
  }
}

async function generate(data: ShopData, catalogue: Catalogue): Promise<number> {
  for (let added = 0; ; await nextTurn()) {
    const made = await data.store.transaction(async (view) => {
      const { generated = 0, wanted = 0 } = (await view.collection(data.shop).get("shop")) ?? {};
      const end = Math.min(generated + BATCH, wanted);
      for (let i = generated; i < end; i++) {
        const product = variant(catalogue.products, i);
        await view.collection(data.products).insert({ ...product, ...withKeys(product), ...ratings(0, 0) });
      }
      // In the same step as the products that it counts: a crash cannot come between them.
      if (end > generated) await view.collection(data.shop).update("shop", { generated: end });
      return end - generated;
    });
    if (made === 0) return added;
    added += made;
  }
}
