// The shop for people: a page of one product, and one of many. Whatever a client has sent is escaped here.

import type { ProductView } from "./catalogue.ts";
import type { Parts } from "./parts.ts";

type Escape = Pick<Parts, "escapeHtml">;

export function productPage(product: ProductView, { escapeHtml }: Escape): string {
  const { name, price, description, stock, rating, reviewCount, reviews } = product;
  const items = reviews.map(
    (review) => `<li>${review.rating} of 5: ${escapeHtml(review.text)} (${escapeHtml(review.author)})</li>\n`,
  );
  return layout(
    escapeHtml(name),
    `<p>${money(price)}, ${stock > 0 ? `in stock: ${stock}` : "sold out"}</p>
<p>${escapeHtml(description)}</p>
<p>${rating} of 5 stars (${reviewCount})</p>
<ul>
${items.join("")}</ul>
`,
  );
}

export function listPage(products: ProductView[], { escapeHtml }: Escape): string {
  const items = products.map(({ id, name, price }) => {
    return `<li><a href="/products/${encodeURIComponent(id)}">${escapeHtml(name)}</a>, ${money(price)}</li>\n`;
  });
  return layout("Products", `<ul>\n${items.join("")}</ul>\n`);
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<title>${title} - SuperCoolShop</title>
<h1>${title}</h1>
${body}</html>
`;
}

function money(cents: number): string {
  return `€${(cents / 100).toFixed(2)}`;
}
