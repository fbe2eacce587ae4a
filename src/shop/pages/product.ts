// The page of one product, with the forms to order it and to review it.

import { type Html, html } from "../../index.ts";
import type { Category, Product, Review } from "../records.ts";
import { EMPTY, type FormState, field, notice, typed } from "./forms.ts";
import { layout } from "./layout.ts";
import { money, stars } from "./parts.ts";

export interface ProductForms {
  readonly order: FormState;
  readonly review?: FormState;
}

export interface ProductParts {
  readonly product: Product;
  /** The newest of them. */
  readonly reviews: readonly Review[];
  readonly categories: readonly Category[];
  readonly forms: ProductForms;
}

export function productPage({ product, reviews, categories, forms }: ProductParts): Html {
  const { id, name, category, price, currency, stock, description, details, image } = product;
  const { order, review = EMPTY } = forms;
  const home = categories.find(({ slug }) => slug === category);
  const wrong = [order, review].some(({ faults, notice }) => faults !== undefined || notice !== undefined);
  const body = html`
<nav class="trail" aria-label="You are here"><a href="/">Home</a> › <a href="/categories/${category}">${home?.name}</a></nav>
${notice(order)}
<article class="product">
  <img src="${image}" alt="Drawing of: ${name}" width="400" height="400">
  <div>
    <h1>${name}</h1>
    ${product.reviewCount > 0 && html`<p class="rating">${stars(product.rating)} <a href="#reviews">${count(product)}</a></p>`}
    <p class="price">${money(price, currency)}</p>
    <p class="${stock > 0 ? "in-stock" : "sold-out"}">${stock > 0 ? `In stock: ${stock}` : "Sold out"}</p>
    <p>${description}</p>
    <dl>${Object.entries(details).map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>
    ${stock > 0 && orderForm(product, order)}
  </div>
</article>
<section id="reviews">
  <h2>Reviews</h2>
  ${reviews.length === 0 ? html`<p>Nobody has written about it yet.</p>` : html`<ul class="reviews">${reviews.map(reviewItem)}</ul>`}
  ${reviews.length < product.reviewCount && html`<p class="count">The newest ${reviews.length} of ${product.reviewCount}. All of them, for programs: <a href="/api/products/${id}/reviews">/api/products/${id}/reviews</a></p>`}
  ${reviewForm(product, review)}
</section>`;
  return layout({ title: wrong ? `Not done yet: ${name}` : name, categories, body, category });
}

function orderForm({ id, stock }: Product, state: FormState): Html {
  const quantity = typed(state, "quantity") || "1";
  return html`
<form class="entry" method="post" action="/orders" aria-labelledby="order-title">
  <h2 id="order-title">Order it</h2>
  <input type="hidden" name="productId" value="${id}">
  <input type="hidden" name="key" value="${typed(state, "key")}">
  ${field({ form: "order", field: "quantity", label: "Quantity", state, control: (attributes) => html`<input ${attributes} type="number" min="1" max="${Math.min(stock, 100)}" value="${quantity}" required>` })}
  ${field({ form: "order", field: "name", label: "Name", state, control: (attributes) => html`<input ${attributes} autocomplete="name" maxlength="100" value="${typed(state, "name")}" required>` })}
  ${field({
    form: "order",
    field: "address",
    label: "Address",
    state,
    control: (
      attributes,
    ) => html`<textarea ${attributes} rows="3" autocomplete="street-address" maxlength="300" required>
${typed(state, "address")}</textarea>`,
  })}
  <button>Order</button>
</form>`;
}

const RATINGS = ["", "1, poor", "2, weak", "3, all right", "4, good", "5, very good"];

function reviewForm({ id }: Product, state: FormState): Html {
  const rating = typed(state, "rating");
  const options = RATINGS.map((text, stars) => {
    const value = stars === 0 ? "" : String(stars);
    return html`<option value="${value}"${value === rating && html` selected`}>${text || "Choose"}</option>`;
  });
  return html`
<form class="entry" method="post" action="/products/${id}/reviews" aria-labelledby="review-title">
  <h2 id="review-title">Write a review</h2>
  ${notice(state)}
  ${field({ form: "review", field: "author", label: "Your name", state, control: (attributes) => html`<input ${attributes} autocomplete="nickname" maxlength="60" value="${typed(state, "author")}" required>` })}
  ${field({ form: "review", field: "rating", label: "Your rating", state, control: (attributes) => html`<select ${attributes} required>${options}</select>` })}
  ${field({
    form: "review",
    field: "text",
    label: "What you think of it",
    state,
    control: (attributes) => html`<textarea ${attributes} rows="4" maxlength="2000" required>
${typed(state, "text")}</textarea>`,
  })}
  <button>Send</button>
</form>`;
}

function reviewItem({ author, rating, date, text }: Review): Html {
  return html`
  <li>${stars(rating)}<p class="text">${text}</p><p class="author">${author}, <time datetime="${date}">${date}</time></p></li>`;
}

function count({ reviewCount }: Product): string {
  return reviewCount === 1 ? "1 review" : `${reviewCount} reviews`;
}
