// A list of products, with its filters and its pages. The filters are a form: they work without JavaScript.

import { type Html, html } from "../../index.ts";
import type { ProductPage, ProductQuery, Sort } from "../catalogue.ts";
import { pageUrl } from "../product-query.ts";
import type { Category } from "../records.ts";
import { layout } from "./layout.ts";
import { money, productCards } from "./parts.ts";

export interface ListParts {
  readonly categories: readonly Category[];
  /** Undefined for all products. */
  readonly category: Category | undefined;
  readonly query: ProductQuery;
  readonly found: ProductPage;
  /** The path of this list, and its query as it was sent. */
  readonly path: string;
  readonly params: URLSearchParams;
}

export function listPage(parts: ListParts): Html {
  const { categories, category, query, found } = parts;
  const title = category?.name ?? (query.search === "" ? "All products" : `Search: ${query.search}`);
  const body = html`
<h1>${title}</h1>
${category !== undefined && html`<p class="lead">${category.description}</p>`}
${filters(parts)}
<p class="count">${count(found.total)}${query.search !== "" && html` with “${query.search}”`}</p>
${found.products.length > 0 ? productCards(found.products) : nothing(parts)}
${found.pages > 1 && pagination(parts)}`;
  return layout({ title, categories, body, category: category?.slug, search: query.search });
}

const SORT_NAMES: Record<Sort, string> = {
  name: "Name",
  price: "Price, low to high",
  "-price": "Price, high to low",
  rating: "Best rated",
};

const PRICE_LIMITS = [1_000, 2_500, 5_000, 10_000];

function filters({ query, path }: ListParts): Html {
  return html`
<form class="filters" action="${path}">
  <label>In this list <input type="search" name="search" value="${query.search}"></label>
  <label>Price <select name="max_price">
    <option value="">Any</option>
    ${PRICE_LIMITS.map((cents) => option(String(cents), `Up to ${money(cents, "EUR")}`, cents === query.maxPrice))}
  </select></label>
  <label>Sort by <select name="sort">
    ${Object.entries(SORT_NAMES).map(([value, name]) => option(value, name, value === query.sort))}
  </select></label>
  <label class="check"><input type="checkbox" name="in_stock" value="true"${query.inStock && html` checked`}> In stock</label>
  <button>Show</button>
</form>`;
}

function option(value: string, name: string, selected: boolean): Html {
  return html`<option value="${value}"${selected && html` selected`}>${name}</option>`;
}

function pagination({ query, found, path, params }: ListParts): Html {
  const link = (page: number, text: string, relation?: string) =>
    html`<li><a href="${pageUrl(path, params, page)}"${relation && html` rel="${relation}"`}>${text}</a></li>`;
  return html`
<nav class="pages" aria-label="Pages"><ul>
  ${query.page > 1 && link(query.page - 1, "Previous", "prev")}
  ${pageNumbers(query.page, found.pages).map((page) => {
    if (page === undefined) return html`<li>…</li>`;
    if (page === query.page) return html`<li><span aria-current="page">${page}</span></li>`;
    return link(page, String(page));
  })}
  ${query.page < found.pages && link(query.page + 1, "Next", "next")}
</ul></nav>`;
}

/** All pages when there are few; else the first, the last and those around this one, and gaps between them. */
function pageNumbers(current: number, pages: number): (number | undefined)[] {
  const shown = Array.from({ length: pages < 12 ? pages : 0 }, (_, i) => i + 1);
  if (shown.length === 0) {
    const around = [-2, -1, 0, 1, 2].map((step) => current + step);
    const numbers = new Set([1, ...around.filter((page) => page > 1 && page < pages), pages]);
    shown.push(...numbers);
  }
  return shown.flatMap((page, i) => (page - (shown[i - 1] ?? 0) > 1 ? [undefined, page] : [page]));
}

function nothing({ path }: ListParts): Html {
  return html`<p class="nothing">Nothing fits. <a href="${path}">Show all without filters</a></p>`;
}

function count(total: number): string {
  return total === 1 ? "1 product" : `${total.toLocaleString("en")} products`;
}
