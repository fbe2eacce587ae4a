// The query of a list of products, between its two forms: ?search=mug&page=2 in a URL, and a ProductQuery.

import { HttpError } from "../index.ts";
import { type ProductQuery, SORTS, type Sort } from "./catalogue.ts";

/**
 * Reads the query of a URL. A field that was left empty in a form counts as not given.
 * @throws {HttpError} 400 for a value that makes no sense, saying which would.
 */
export function readProductQuery(params: URLSearchParams, category?: string): ProductQuery {
  return {
    search: params.get("search") ?? "",
    category: category ?? (params.get("category") || undefined),
    minPrice: integer(params, "min_price", 0),
    maxPrice: integer(params, "max_price", 0),
    inStock: oneOf(params, "in_stock", ["true", "false"]) === "true",
    sort: oneOf<Sort>(params, "sort", SORTS) ?? "name",
    ...readPage(params),
  };
}

/** Which page of a list, and how much of it. @throws {HttpError} 400 */
export function readPage(params: URLSearchParams): { page: number; limit: number } {
  return {
    page: integer(params, "page", 1) ?? 1,
    limit: Math.min(integer(params, "limit", 1) ?? 24, 100),
  };
}

/** The URL of another page of the same list. */
export function pageUrl(path: string, params: URLSearchParams, page: number): string {
  const other = new URLSearchParams(params);
  // A form sends its empty fields too; a link need not.
  for (const name of [...other.keys()]) if (other.get(name) === "") other.delete(name);
  other.set("page", String(page));
  return `${path}?${other}`;
}

function integer(params: URLSearchParams, name: string, least: number): number | undefined {
  const value = params.get(name);
  if (!value) return undefined;
  const number = Number(value);
  if (/^\d{1,9}$/.test(value) && number >= least) return number;
  throw new HttpError(400, `${name} must be a whole number from ${least}, not "${value}".`);
}

function oneOf<T extends string>(params: URLSearchParams, name: string, values: readonly T[]): T | undefined {
  const value = params.get(name);
  if (!value) return undefined;
  const known = values.find((one) => one === value);
  if (known !== undefined) return known;
  throw new HttpError(400, `${name} must be one of ${values.join(", ")}, not "${value}".`);
}
