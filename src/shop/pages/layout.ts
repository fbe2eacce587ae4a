// What all pages share.

import { type Html, html } from "../../index.ts";
import type { Category } from "../records.ts";

export interface PageParts {
  readonly title: string;
  readonly categories: readonly Category[];
  readonly body: Html;
  /** The category of this page, to be marked in the navigation. */
  readonly category?: string | undefined;
  /** What was searched for. */
  readonly search?: string;
}

export function layout({ title, categories, body, category, search = "" }: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} · SuperCoolShop</title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/shop.css">
</head>
<body>
  <a class="skip" href="#main">Skip to the content</a>
  <header>
    <a class="brand" href="/">SuperCool<b>Shop</b></a>
    <form class="search" role="search" action="/products">
      <input type="search" name="search" value="${search}" placeholder="Search the shop" aria-label="Search the shop">
      <button>Search</button>
    </form>
    <nav aria-label="Categories">
      <ul>${categories.map(({ slug, name }) => {
        const current = slug === category && html` aria-current="page"`;
        return html`<li><a href="/categories/${slug}"${current}>${name}</a></li>`;
      })}</ul>
    </nav>
  </header>
  <main id="main">
${body}
  </main>
  <footer>
    <p>SuperCoolShop sells nothing: it is the demo shop of Roundtrip. Its data for programs: <a href="/api">/api</a></p>
  </footer>
</body>
</html>
`;
}
