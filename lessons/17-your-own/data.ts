// What the shop keeps: products, reviews and orders, in one file, so that a change of several is written whole or not
// at all. It is the store of lesson 12, with parts that are handed in.

import { join } from "node:path";
import type { SafeStore } from "../12-safe-writes/safe-store.ts";
import { type Product as Article, products as shipped } from "../shop-data.ts";
import type { Parts } from "./parts.ts";

export interface Product extends Article {
  description: string;
}

export interface Review {
  id: string;
  productId: string;
  author: string;
  /** Stars, from 1 to 5. */
  rating: number;
  text: string;
}

export interface Order {
  id: string;
  productId: string;
  /** Name and price as they were: an order stays what it is when the product changes or goes. */
  productName: string;
  price: number;
  quantity: number;
  total: number;
  name: string;
  address: string;
  /** What the client called it (step d). */
  key?: string | undefined;
}

export interface ShopData {
  /** The last id that was given to a product or a review. */
  lastId: number;
  products: Product[];
  /** Newest first. */
  reviews: Review[];
  orders: Order[];
}

export type Shop = SafeStore<ShopData>;

/** The shop in a folder. Without a file there, it has the five products of the course. */
export async function openShop(folder: string, { queue, readWhole, writeWhole }: Parts): Promise<Shop> {
  const path = join(folder, "shop.json");
  const products = shipped.map((product) => ({ ...product, description: "As in the lessons." }));
  let data = await readWhole<ShopData>(path, { lastId: 90_000, products, reviews: [], orders: [] });
  const inTurn = queue();
  return {
    read: () => data,
    change: (decide) =>
      inTurn(async () => {
        const draft = structuredClone(data);
        const result = decide(draft);
        await writeWhole(path, JSON.stringify(draft, null, 1));
        data = draft;
        return result;
      }),
  };
}
