// Finds products and categories. What it asks of the store costs about the same for the first page of a hundred
// products and of a hundred thousand: a category is an index, and the orders are fields of their own.

import { HttpError, type SortField, type Where } from "../index.ts";
import type { Category, Product, ProductRecord, ShopData } from "./records.ts";
import { plain } from "./words.ts";

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

const SORT_FIELDS: Record<Sort, readonly SortField<ProductRecord>[]> = {
  name: ["nameKey"],
  price: ["price"],
  "-price": ["-price"],
  rating: ["-rating", "-reviewCount"],
};

export function allCategories({ categories }: ShopData): Promise<Category[]> {
  return categories.find();
}

/** @throws {HttpError} 404 when there is none. */
export async function categoryOr404({ categories }: ShopData, slug: string): Promise<Category> {
  const [category] = await categories.find({ where: { slug } });
  if (category === undefined) throw new HttpError(404, `There is no category ${slug}.`);
  return category;
}

/** @throws {HttpError} 404 when there is none. */
export async function productOr404({ products }: Pick<ShopData, "products">, id: string): Promise<Product> {
  const product = await products.get(id);
  if (product === undefined) throw new HttpError(404, `No product has the id ${id}.`);
  return product;
}

export async function findProducts({ products }: ShopData, query: ProductQuery): Promise<ProductPage> {
  // The store looks for one word; of what it finds, the longest leaves the fewest for the others.
  const [word, ...others] = plain(query.search)
    .split(" ")
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  const where = conditions(query, word);
  const sort = SORT_FIELDS[query.sort];
  const start = (query.page - 1) * query.limit;
  const end = start + query.limit;
  if (others.length === 0) {
    const total = await products.count(where);
    // From the nearer end: the last page of thousands costs as little as the first.
    if (start < total / 2) {
      const found = await products.find({ where, sort, limit: end });
      return page(found.slice(start), total, query);
    }
    const found = await products.find({ where, sort: reversed(sort), limit: Math.max(0, total - start) });
    return page(found.reverse().slice(0, query.limit), total, query);
  }
  const found = (await products.find({ where, sort })).filter(({ searchText }) =>
    others.every((other) => searchText.includes(other)),
  );
  return page(found.slice(start, end), found.length, query);
}

function conditions(query: ProductQuery, word: string | undefined): Where<ProductRecord> {
  const { category, minPrice, maxPrice, inStock } = query;
  return {
    ...(category !== undefined && { category }),
    ...((minPrice !== undefined || maxPrice !== undefined) && {
      price: {
        ...(minPrice !== undefined && { gte: minPrice }),
        ...(maxPrice !== undefined && { lte: maxPrice }),
      },
    }),
    ...(inStock && { stock: { gt: 0 } }),
    ...(word !== undefined && { searchText: { contains: word } }),
  };
}

/** What is equal stands by id, so that has to be turned round as well. */
function reversed(fields: readonly SortField<ProductRecord>[]): SortField<ProductRecord>[] {
  const turn = (field: string) => (field.startsWith("-") ? field.slice(1) : `-${field}`);
  return [...fields, "id"].map(turn) as SortField<ProductRecord>[];
}

function page(products: readonly Product[], total: number, { limit }: ProductQuery): ProductPage {
  return { products, total, pages: Math.max(1, Math.ceil(total / limit)) };
}
