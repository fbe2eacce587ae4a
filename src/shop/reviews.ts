// Reads and writes reviews. A review and the product's sum of stars change in one step, or not at all.

import { HttpError } from "../index.ts";
import { productOr404 } from "./catalogue.ts";
import { Fields } from "./fields.ts";
import { ratings } from "./product-fields.ts";
import type { Product, Review, ReviewRecord, ShopData } from "./records.ts";
import { writeInTurn } from "./turns.ts";

export interface ProductAndReviews {
  readonly product: Product;
  readonly reviews: readonly Review[];
}

/** Newest first. Ids given on one day are in the order of their making. */
const NEWEST = ["-date", "-id"] as const;

/** How many come with the product itself. */
const FEW = 5;

export function newestReviews(
  { reviews }: Pick<ShopData, "reviews">,
  productId: string,
  limit = FEW,
): Promise<Review[]> {
  return reviews.find({ where: { productId }, sort: NEWEST, limit });
}

/** A product and its newest reviews, read in one step: no review can come between the two. */
export function productAndReviews(data: ShopData, id: string, limit = FEW): Promise<ProductAndReviews> {
  return data.store.transaction(async (view) => {
    const product = await productOr404({ products: view.collection(data.products) }, id);
    const reviews = await newestReviews({ reviews: view.collection(data.reviews) }, id, limit);
    return { product, reviews };
  });
}

/** @throws {HttpError} 404 when this product has no such review. */
export async function reviewOr404({ reviews }: ShopData, productId: string, id: string): Promise<Review> {
  const review = await reviews.get(id);
  if (review?.productId === productId) return review;
  throw new HttpError(404, `Product ${productId} has no review with the id ${id}.`);
}

/** @throws {InvalidFields | HttpError} 404 when there is no such product. */
export async function addReview(data: ShopData, productId: string, input: unknown): Promise<Review> {
  await productOr404(data, productId);
  const draft = readReview(input);
  return writeInTurn(data, productId, async (view) => {
    const products = view.collection(data.products);
    const product = await productOr404({ products }, productId);
    const review = await view.collection(data.reviews).insert({ ...draft, productId });
    await products.update(productId, ratings(product.ratingSum + draft.rating, product.reviewCount + 1));
    return review;
  });
}

function readReview(input: unknown): Omit<ReviewRecord, "productId"> {
  const fields = new Fields(input);
  const review = {
    author: fields.text("author", { most: 60 }),
    rating: fields.integer("rating", 1, 5),
    text: fields.text("text", { most: 2_000, lines: true }),
    date: new Date().toISOString().slice(0, 10),
  };
  fields.done();
  return review;
}
