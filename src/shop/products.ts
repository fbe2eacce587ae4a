// Writes products: creates, replaces, changes and deletes them, each in one step with what belongs to it.

import type { View } from "../index.ts";
import { allCategories, productOr404 } from "./catalogue.ts";
import { mergePatch } from "./merge-patch.ts";
import { productWithReviews, ratings, readProduct, withKeys } from "./product-fields.ts";
import type { Product, ShopData } from "./records.ts";
import { newestReviews, type ProductAndReviews } from "./reviews.ts";
import { writeInTurn } from "./turns.ts";

/** Throws when the product is not the one that the client meant. It is asked inside the transaction. */
export type Precondition = (current: Product) => Promise<void>;

/** @throws {InvalidFields} */
export async function createProduct(data: ShopData, input: unknown): Promise<ProductAndReviews> {
  const fields = readProduct(input, await allCategories(data));
  return data.store.transaction(async (view) => {
    const products = view.collection(data.products);
    const { id } = await products.insert({ ...withKeys(fields), ...ratings(0, 0), image: "" });
    return { product: await products.update(id, { image: `/images/${id}.svg` }), reviews: [] };
  });
}

/** Gives a product other fields, all of them. @throws {InvalidFields | HttpError} */
export function replaceProduct(
  data: ShopData,
  id: string,
  input: unknown,
  precondition: Precondition,
): Promise<ProductAndReviews> {
  return writeProduct(data, id, precondition, () => input);
}

/** Changes the fields that are given; null removes one. @throws {InvalidFields | HttpError} */
export function patchProduct(
  data: ShopData,
  id: string,
  patch: unknown,
  precondition: Precondition,
): Promise<ProductAndReviews> {
  return writeProduct(data, id, precondition, (current) => mergePatch(current, patch));
}

/** Deletes a product and its reviews. Orders stay: they know what was bought, and for how much. */
export function deleteProduct(data: ShopData, id: string, precondition: Precondition): Promise<void> {
  return writeInTurn(data, id, async (view) => {
    const inside = insideOf(view, data);
    await precondition(await productOr404(inside, id));
    for (const review of await inside.reviews.find({ where: { productId: id } })) {
      await inside.reviews.delete(review.id);
    }
    await inside.products.delete(id);
  });
}

async function writeProduct(
  data: ShopData,
  id: string,
  precondition: Precondition,
  change: (current: ReturnType<typeof productWithReviews>) => unknown,
): Promise<ProductAndReviews> {
  const categories = await allCategories(data);
  return writeInTurn(data, id, async (view) => {
    const inside = insideOf(view, data);
    const product = await productOr404(inside, id);
    await precondition(product);
    const reviews = await newestReviews(inside, id);
    const current = productWithReviews(product, reviews);
    const fields = readProduct(change(current), categories, current);
    const { image, reviewCount, ratingSum } = product;
    const value = { ...withKeys(fields), ...ratings(ratingSum, reviewCount), image };
    return { product: await inside.products.replace(id, value), reviews };
  });
}

function insideOf(view: View, { products, reviews }: ShopData) {
  return { products: view.collection(products), reviews: view.collection(reviews) };
}
