// What SuperCoolShop sells. Read once from the file beside this one; asked like a database, with await.

import { readFileSync } from "node:fs";

export interface Review {
  readonly author: string;
  /** Stars, from 1 to 5. */
  readonly rating: number;
  /** Such as "2026-03-14". */
  readonly date: string;
  readonly text: string;
}

export interface Product {
  readonly id: string;
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
  /** The path of its image. */
  readonly image: string;
  readonly reviews: readonly Review[];
}

export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
}

/** Which products, in which order, and which part of them. */
export interface ProductQuery {
  readonly search: string;
  readonly category: string | undefined;
  /** In cents. */
  readonly minPrice: number | undefined;
  readonly maxPrice: number | undefined;
  readonly inStock: boolean;
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
  readonly limit: number;
}

export interface ProductPage {
  readonly products: readonly Product[];
  /** How many there are on all pages. */
  readonly total: number;
  readonly pages: number;
}

export const SORTS = ["name", "price", "-price", "rating"] as const;
export type Sort = (typeof SORTS)[number];

const COMPARE: Record<Sort, (a: Product, b: Product) => number> = {
  name: (a, b) => a.name.localeCompare(b.name, "en"),
  price: (a, b) => a.price - b.price,
  "-price": (a, b) => b.price - a.price,
  rating: (a, b) => averageRating(b) - averageRating(a) || b.reviews.length - a.reviews.length,
};

const file = new URL("./catalogue.json", import.meta.url);
const { categories, products }: { categories: Category[]; products: Product[] } = JSON.parse(
  readFileSync(file, "utf8"),
);
// Put together once: a search must not do it again for each product.
const searchTexts = new Map(products.map((product) => [product, searchText(product)]));
const productsById = new Map(products.map((product) => [product.id, product]));

export async function allCategories(): Promise<readonly Category[]> {
  return categories;
}

export async function findCategory(slug: string): Promise<Category | undefined> {
  return categories.find((category) => category.slug === slug);
}

export async function findProduct(id: string): Promise<Product | undefined> {
  return productsById.get(id);
}

export async function findProducts(query: ProductQuery): Promise<ProductPage> {
  const words = plain(query.search).split(" ").filter(Boolean);
  const found = products
    .filter(
      (product) => fits(product, query) && words.every((word) => searchTexts.get(product)?.includes(word)),
    )
    .sort((a, b) => COMPARE[query.sort](a, b) || a.id.localeCompare(b.id));
  const start = (query.page - 1) * query.limit;
  return {
    products: found.slice(start, start + query.limit),
    total: found.length,
    pages: Math.max(1, Math.ceil(found.length / query.limit)),
  };
}

/** From 1 to 5; 0 without reviews. */
export function averageRating({ reviews }: Product): number {
  return reviews.reduce((sum, { rating }) => sum + rating, 0) / (reviews.length || 1);
}

function fits(
  product: Product,
  { category, minPrice = 0, maxPrice = Infinity, inStock }: ProductQuery,
): boolean {
  if (category !== undefined && product.category !== category) return false;
  if (inStock && product.stock === 0) return false;
  return product.price >= minPrice && product.price <= maxPrice;
}

function searchText({ name, description, details }: Product): string {
  return plain([name, description, ...Object.values(details)].join(" "));
}

/** Without case and accents, so that "cafe" finds "Café". */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
}
