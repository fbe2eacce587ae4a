// The shop's front page.

import { type Html, html } from "../../index.ts";
import type { Category, Product } from "../records.ts";
import { layout } from "./layout.ts";
import { productCards } from "./parts.ts";

export function homePage(categories: readonly Category[], favourites: readonly Product[]): Html {
  const body = html`
<section class="hero">
  <h1>Nice things for every day</h1>
  <p>Covers, lamps, mugs and more. Pick something: each click is one request, and this page is the response.</p>
  <p><a class="button" href="/products">See all products</a> <a class="button" href="/products/66432">Product 66432</a></p>
</section>
<h2>What others like</h2>
${productCards(favourites)}
<h2>Categories</h2>
<ul class="categories">${categories.map(
    ({ slug, name, description }) => html`
  <li><a href="/categories/${slug}"><strong>${name}</strong><span>${description}</span></a></li>`,
  )}
</ul>`;
  return layout({ title: "Home", categories, body });
}
