// What the terminal client does: asks the Web API, and makes of its answers plain text, 80 columns wide.

import { randomUUID } from "node:crypto";
import { type ShopApi, ShopAway } from "./shop-api.ts";
import { cut, money, printable, wrap } from "./text.ts";

interface Product {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly currency: string;
  readonly stock: number;
  readonly description: string;
  readonly details: Record<string, string>;
  readonly rating: number;
  readonly reviewCount: number;
  readonly reviews: readonly Review[];
}

interface Review {
  readonly author: string;
  readonly rating: number;
  readonly date: string;
  readonly text: string;
}

interface ProductPage {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly products: readonly Product[];
}

export interface OrderRequest {
  readonly productId: string;
  readonly quantity: unknown;
  readonly name: string;
  readonly address: string;
}

export async function listProducts(api: ShopApi, query: Record<string, string>): Promise<string> {
  const { value } = await api.get<ProductPage>(`/api/products?${new URLSearchParams(query)}`);
  const { products = [], total = 0, page = 1, pages = 1 } = value ?? {};
  const width = Math.max(5, ...products.map(({ id }) => id.length));
  const lines = products.map(({ id, name, price, currency, stock }) => {
    const end = `${money(price, currency).padStart(10)}  ${stock > 0 ? `${stock} left` : "sold out"}`.padEnd(
      22,
    );
    const room = 80 - width - 2 - end.length;
    return `${printable(id).padEnd(width)}  ${cut(printable(name), room - 1).padEnd(room)}${end}`.trimEnd();
  });
  return [...lines, `${total === 1 ? "1 product" : `${total} products`}, page ${page} of ${pages}`].join(
    "\n",
  );
}

export async function showProduct(api: ShopApi, id: string): Promise<string> {
  const { value } = await api.get<Product>(`/api/products/${encodeURIComponent(id)}`);
  const { name, price, currency, stock, description, details, rating, reviewCount, reviews } =
    value as Product;
  const stars = reviewCount > 0 ? `${rating} of 5 stars, ${reviewCount} reviews` : "no reviews yet";
  return [
    wrap(name),
    `${money(price, currency)}, ${stock > 0 ? `${stock} in stock` : "sold out"}, ${stars}`,
    "",
    wrap(description),
    "",
    ...Object.entries(details).map(([term, text]) => wrap(`${term}: ${text}`)),
    ...reviews.flatMap(({ author, rating, date, text }) => [
      "",
      wrap(`${"*".repeat(rating).padEnd(5)}  ${author}, ${date}`),
      wrap(text, "       "),
    ]),
  ].join("\n");
}

/**
 * Orders. When no answer comes, nobody knows whether the order was made: so it is sent once more, with the same
 * key, and the shop makes it once.
 */
export async function order(api: ShopApi, { productId, ...rest }: OrderRequest): Promise<string> {
  const headers = { "idempotency-key": randomUUID() };
  const send = () =>
    api.post<{ id: string; quantity: number; productName: string; total: number; currency: string }>(
      "/api/orders",
      { productId, ...rest },
      headers,
    );
  const { value } = await send().catch((error) => {
    if (error instanceof ShopAway && error.mayHaveArrived) return send();
    throw error;
  });
  if (value === undefined) return "Ordered.";
  const what = `Ordered: ${value.quantity} x ${value.productName}, ${money(value.total, value.currency)}`;
  return `${wrap(what)}\n${api.url}/orders/${printable(value.id)}`;
}

export async function review(
  api: ShopApi,
  productId: string,
  values: { author: string; rating: unknown; text: string },
): Promise<string> {
  await api.post(`/api/products/${encodeURIComponent(productId)}/reviews`, values);
  return `Thank you. Your review stands at ${api.url}/products/${encodeURIComponent(productId)}#reviews`;
}
