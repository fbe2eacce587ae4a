// A product on its way in and out: what a client may say of it, what the store keeps besides, and what of that
// the Web API shows.

import { Fields } from "./fields.ts";
import type { Category, Product, ProductFields, ProductRecord, Review } from "./records.ts";
import { plain, sortKey } from "./words.ts";

/** A product as the Web API shows it: without what is there for the store only. */
export interface ProductView extends ProductFields {
  readonly id: string;
  readonly image: string;
  readonly rating: number;
  readonly reviewCount: number;
}

export interface ReviewView {
  readonly id: string;
  readonly author: string;
  readonly rating: number;
  readonly date: string;
  readonly text: string;
}

export function productView(product: Product): ProductView {
  const { id, image, rating, reviewCount } = product;
  return { id, ...editable(product), image, rating, reviewCount };
}

/** One product by itself comes with a few reviews; all of them have a URL of their own. */
export function productWithReviews(product: Product, reviews: readonly Review[]) {
  return { ...productView(product), reviews: reviews.map(reviewView) };
}

export function reviewView({ id, author, rating, date, text }: Review): ReviewView {
  return { id, author, rating, date, text };
}

/**
 * Checks a whole product. `current` is what the client could have read: fields that the shop sets may come back
 * as they were, so that what GET gave can be changed and PUT.
 * @throws {InvalidFields}
 */
export function readProduct(
  input: unknown,
  categories: readonly Category[],
  current: Partial<ReturnType<typeof productWithReviews>> = {},
): ProductFields {
  const fields = new Fields(input);
  const product = {
    name: fields.text("name", { most: 120 }),
    category: fields.text("category", { most: 60 }),
    kind: fields.text("kind", { most: 60 }, "parcel"),
    colour: fields.pattern("colour", /^#[0-9a-f]{6}$/i, "a colour such as #2f8f83", "#9aa5b1"),
    price: fields.integer("price", 1, 100_000_000),
    currency: fields.pattern("currency", /^EUR$/, "EUR", "EUR"),
    stock: fields.integer("stock", 0, 1_000_000),
    description: fields.text("description", { most: 2_000, lines: true }),
    details: fields.texts("details", 30, { most: 300 }),
  };
  const slugs = categories.map(({ slug }) => slug);
  if (product.category !== "" && !slugs.includes(product.category)) {
    fields.fault("category", `must be one of ${slugs.join(", ")}`);
  }
  for (const field of ["id", "image", "rating", "reviewCount", "reviews"] as const) {
    fields.readOnly(field, current[field]);
  }
  fields.done();
  return product;
}

/** What the store keeps of a product's own fields. */
export function withKeys(
  fields: ProductFields,
): ProductFields & Pick<ProductRecord, "nameKey" | "searchText"> {
  const { name, description, details } = fields;
  const searchText = plain([name, description, ...Object.values(details)].join(" "));
  return { ...fields, nameKey: sortKey(name), searchText };
}

export function ratings(ratingSum: number, reviewCount: number) {
  const rating = reviewCount === 0 ? 0 : Math.round((ratingSum / reviewCount) * 100) / 100;
  return { ratingSum, reviewCount, rating };
}

function editable(product: ProductFields): ProductFields {
  const { name, category, kind, colour, price, currency, stock, description, details } = product;
  return { name, category, kind, colour, price, currency, stock, description, details };
}
