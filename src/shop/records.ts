// What the shop keeps: the kinds of records, and the collections they are in, opened in one place.

import type { Collection, Store, Stored } from "../index.ts";
import { Turns } from "./turns.ts";

export interface CategoryRecord {
  /** The last part of its URL: "phone-covers". */
  readonly slug: string;
  readonly name: string;
  readonly description: string;
}

/** What whoever runs the shop says of a product. */
export interface ProductFields {
  readonly name: string;
  /** The slug of its category. */
  readonly category: string;
  /** What is drawn for it. */
  readonly kind: string;
  readonly colour: string;
  /** In cents: sums of cents are exact. */
  readonly price: number;
  readonly currency: string;
  /** How many there are. */
  readonly stock: number;
  readonly description: string;
  readonly details: Readonly<Record<string, string>>;
}

export interface ProductRecord extends ProductFields {
  /** The path of its image. */
  readonly image: string;
  /**
   * What its reviews add up to. Kept here, so that a list of products need not read all reviews, and changed in
   * one step with them, so that the product's version is also that of its reviews.
   */
  readonly reviewCount: number;
  readonly ratingSum: number;
  /** The average, from 1 to 5; 0 without reviews. */
  readonly rating: number;
  /** What lists are sorted by and searched in, made once when the product is written. */
  readonly nameKey: string;
  readonly searchText: string;
}

export interface ReviewRecord {
  readonly productId: string;
  readonly author: string;
  /** Stars, from 1 to 5. */
  readonly rating: number;
  /** Such as "2026-03-14". */
  readonly date: string;
  readonly text: string;
}

export interface OrderRecord {
  readonly productId: string;
  /** Name and price as they were: an order stays what it is when the product changes or goes. */
  readonly productName: string;
  readonly price: number;
  readonly currency: string;
  readonly quantity: number;
  readonly total: number;
  readonly name: string;
  readonly address: string;
  /** When, such as "2026-03-14T09:26:53.000Z". */
  readonly ordered: string;
  /** What the client called it, so that sending it twice makes one order. */
  readonly idempotencyKey?: string;
}

/** What the shop notes about its data. The collection "shop" has one such record, with the id "shop". */
export interface ShopRecord {
  /** By chance. Two stores count the same versions; with this before them, no two ETags are the same. */
  readonly edition: string;
  /** How many products were made for --products, and how many there should be. */
  readonly generated: number;
  readonly wanted: number;
}

export type Category = Stored<CategoryRecord>;
export type Product = Stored<ProductRecord>;
export type Review = Stored<ReviewRecord>;
export type Order = Stored<OrderRecord>;

export interface ShopData {
  readonly store: Store;
  readonly categories: Collection<CategoryRecord>;
  readonly products: Collection<ProductRecord>;
  readonly reviews: Collection<ReviewRecord>;
  readonly orders: Collection<OrderRecord>;
  readonly shop: Collection<ShopRecord>;
  /** For writes to one product, by its id. */
  readonly turns: Turns;
}

export function openShopData(store: Store): ShopData {
  return {
    store,
    categories: store.collection<CategoryRecord>("categories", { unique: ["slug"] }),
    products: store.collection<ProductRecord>("products", { index: ["category"] }),
    reviews: store.collection<ReviewRecord>("reviews", { index: ["productId"] }),
    orders: store.collection<OrderRecord>("orders", { index: ["productId"], unique: ["idempotencyKey"] }),
    shop: store.collection<ShopRecord>("shop"),
    turns: new Turns(),
  };
}
