// Whether the shop's records fit together. The store sees to it that each is whole; what they mean to each other
// only the shop knows, and whoever edits the file by hand can break it.

import { ratings, withKeys } from "./product-fields.ts";
import type { Order, Product, Review, ShopData } from "./records.ts";

export interface Soundness {
  /** What is wrong, each as a sentence. */
  readonly faults: readonly string[];
  /** What is as it should be, and worth knowing. */
  readonly notes: readonly string[];
}

export async function checkSoundness(data: ShopData): Promise<Soundness> {
  // Read in one step, should somebody write meanwhile.
  const [shop, categories, products, reviews, orders] = await data.store.transaction((view) =>
    Promise.all([
      view.collection(data.shop).get("shop"),
      view.collection(data.categories).find(),
      view.collection(data.products).find(),
      view.collection(data.reviews).find(),
      view.collection(data.orders).find(),
    ]),
  );
  const slugs = new Set(categories.map(({ slug }) => slug));
  const ids = new Set(products.map(({ id }) => id));
  const reviewsOf = new Map<string, Review[]>();
  for (const review of reviews) {
    const others = reviewsOf.get(review.productId);
    if (others === undefined) reviewsOf.set(review.productId, [review]);
    else others.push(review);
  }
  const faults = [
    ...(shop === undefined ? ['The record "shop" is missing, from which ETags begin.'] : []),
    ...products.flatMap((product) => productFaults(product, slugs, reviewsOf.get(product.id) ?? [])),
    ...reviews.flatMap((review) => reviewFaults(review, ids)),
    ...orders.flatMap(orderFaults),
  ];
  const old = orders.filter(({ productId }) => !ids.has(productId)).length;
  const left = (shop?.wanted ?? 0) - (shop?.generated ?? 0);
  const notes = [
    ...(old > 0
      ? [`${old} ${old === 1 ? "order is" : "orders are"} of products that were deleted since.`]
      : []),
    ...(left > 0 ? [`${left} products for --products are still to be made; the next start makes them.`] : []),
  ];
  return { faults, notes };
}

function productFaults(product: Product, slugs: ReadonlySet<string>, reviews: readonly Review[]): string[] {
  const { id, category, stock, price } = product;
  const faults: string[] = [];
  if (!slugs.has(category)) faults.push(`has the category "${category}", which does not exist`);
  if (!Number.isInteger(stock) || stock < 0) faults.push(`has a stock of ${stock}`);
  if (!Number.isInteger(price) || price < 1) faults.push(`has a price of ${price} cents`);
  const sum = reviews.reduce((total, { rating }) => total + rating, 0);
  const stars = ratings(sum, reviews.length);
  if (
    product.reviewCount !== stars.reviewCount ||
    product.ratingSum !== stars.ratingSum ||
    product.rating !== stars.rating
  ) {
    const [is, noted] = [stars, product].map((it) => `${it.ratingSum} stars in ${it.reviewCount} reviews`);
    faults.push(`has ${is}, and ${noted} are noted`);
  }
  const { nameKey, searchText } = withKeys(product);
  if (nameKey !== product.nameKey || searchText !== product.searchText) {
    faults.push("is sorted and found by an older text of its own; change its name once by the Web API");
  }
  return faults.map((fault) => `Product ${id} ${fault}.`);
}

function reviewFaults({ id, productId, rating }: Review, products: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  if (!products.has(productId)) faults.push(`belongs to product ${productId}, which does not exist`);
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) faults.push(`has ${rating} stars`);
  return faults.map((fault) => `Review ${id} ${fault}.`);
}

function orderFaults({ id, price, quantity, total }: Order): string[] {
  return total === price * quantity
    ? []
    : [`Order ${id} says ${total} cents for ${quantity} times ${price}.`];
}
