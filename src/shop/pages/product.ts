// The page of one product.

import { type Html, html } from "../../index.ts";
import { averageRating, type Category, type Product, type Review } from "../catalogue.ts";
import { layout } from "./layout.ts";
import { money, stars } from "./parts.ts";

export function productPage(product: Product, categories: readonly Category[]): Html {
  const { name, category, price, currency, stock, description, details, image, reviews } = product;
  const home = categories.find(({ slug }) => slug === category);
  const body = html`
<nav class="trail" aria-label="You are here"><a href="/">Home</a> › <a href="/categories/${category}">${home?.name}</a></nav>
<article class="product">
  <img src="${image}" alt="Drawing of: ${name}" width="400" height="400">
  <div>
    <h1>${name}</h1>
    ${reviews.length > 0 && html`<p class="rating">${stars(averageRating(product))} <a href="#reviews">${count(reviews)}</a></p>`}
    <p class="price">${money(price, currency)}</p>
    <p class="${stock > 0 ? "in-stock" : "sold-out"}">${stock > 0 ? `In stock: ${stock}` : "Sold out"}</p>
    <p>${description}</p>
    <dl>${Object.entries(details).map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>
  </div>
</article>
<section id="reviews">
  <h2>Reviews</h2>
  ${reviews.length === 0 ? html`<p>Nobody has written about it yet.</p>` : html`<ul class="reviews">${reviews.map(reviewItem)}</ul>`}
</section>`;
  return layout({ title: name, categories, body, category });
}

function reviewItem({ author, rating, date, text }: Review): Html {
  return html`
  <li>${stars(rating)}<p>${text}</p><p class="author">${author}, <time datetime="${date}">${date}</time></p></li>`;
}

function count(reviews: readonly Review[]): string {
  return reviews.length === 1 ? "1 review" : `${reviews.length} reviews`;
}
