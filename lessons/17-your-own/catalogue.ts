// Finds products, and says what a client gets to see of one: its fields, what its reviews add up to, and the newest.

import { HttpError } from "../08-one-response/one-response.ts";
import { selectFrom } from "../10-web-api/web-api.ts";
import type { Product, ShopData } from "./data.ts";

/** What ?sort= may be, and which field that is. */
const SORTS = new Map([
  ["name", "name"],
  ["price", "price"],
  ["-price", "-price"],
  ["rating", "-rating"],
]);

/** How many reviews come with a product. */
const FEW = 5;

export type ProductView = ReturnType<typeof viewOf>;

/** @throws {HttpError} 404 */
export function findProduct({ products }: ShopData, id = ""): Product {
  const product = products.find((one) => one.id === id);
  if (product === undefined) throw new HttpError(404, `No product has the id ${id}.`);
  return product;
}

/** A product as a client sees it. */
export function viewOf({ reviews }: ShopData, product: Product) {
  const own = reviews.filter((review) => review.productId === product.id);
  const sum = own.reduce((total, { rating }) => total + rating, 0);
  const rating = own.length === 0 ? 0 : Math.round((sum / own.length) * 100) / 100;
  return { ...product, currency: "EUR", rating, reviewCount: own.length, reviews: own.slice(0, FEW) };
}

/** The products that a query asks for, a page of them. @throws {HttpError} 400 for a value that makes no sense */
export function findProducts(data: ShopData, query: URLSearchParams) {
  const sort = SORTS.get(query.get("sort") ?? "name");
  if (sort === undefined) throw new HttpError(400, `sort must be one of ${[...SORTS.keys()].join(", ")}.`);
  const { category, in_stock: inStock, page = "1", limit = "24" } = Object.fromEntries(query);
  const words = plain(query.get("search") ?? "").split(" ");
  const [least, most] = [numberIn(query, "min_price", 0), numberIn(query, "max_price", 1e9)];
  const found = data.products
    .map((product) => viewOf(data, product))
    .filter(
      ({ name, price }) =>
        price >= least && price <= most && words.every((word) => plain(name).includes(word)),
    )
    .filter((one) => category === undefined || one.category === category)
    .filter(({ stock }) => inStock !== "true" || stock > 0);
  const products = selectFrom(found, new URLSearchParams({ sort, page, limit }));
  const pages = Math.max(1, Math.ceil(found.length / Math.min(Number(limit), 100)));
  return { total: found.length, page: Number(page), pages, products };
}

/** Without capitals and accents: who searches for "cafe" finds the "Café mug". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new HttpError(400, `${name} must be a whole number, not ${text}.`);
}
