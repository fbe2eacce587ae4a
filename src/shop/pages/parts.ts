// Small pieces that several pages have.

import { type Html, html } from "../../index.ts";
import type { Product } from "../records.ts";

/** A price in cents as people write it: "€19.90". */
export function money(cents: number, currency: string): string {
  return new Intl.NumberFormat("en-IE", { style: "currency", currency }).format(cents / 100);
}

export function stars(rating: number): Html {
  const full = Math.round(rating);
  const label = `${rating.toFixed(1).replace(/\.0$/, "")} of 5 stars`;
  return html`<span class="stars" role="img" aria-label="${label}">${"★".repeat(full)}<i>${"★".repeat(5 - full)}</i></span>`;
}

export function productCards(products: readonly Product[]): Html {
  return html`<ul class="cards">${products.map(productCard)}</ul>`;
}

function productCard({ id, name, image, price, currency, stock, rating, reviewCount }: Product): Html {
  return html`
  <li><a class="card" href="/products/${id}">
    <img src="${image}" alt="" width="400" height="400" loading="lazy">
    <span class="name">${name}</span>
    <span class="price">${money(price, currency)}</span>
    ${reviewCount > 0 && html`<span class="rating">${stars(rating)} ${reviewCount}</span>`}
    ${stock === 0 && html`<span class="sold-out">Sold out</span>`}
  </a></li>`;
}
