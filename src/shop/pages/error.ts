// What a visitor sees when something is wrong: the status, what it means, and a way on.

import { type Html, html, reasonPhrase } from "../../index.ts";
import type { Category } from "../records.ts";
import { layout } from "./layout.ts";

export function errorPage(status: number, message: string, categories: readonly Category[]): Html {
  const title = reasonPhrase(status);
  const body = html`
<section class="error">
  <p class="status">${status}</p>
  <h1>${title}</h1>
  <p>${message}</p>
  <p><a class="button" href="/">Back to the shop</a></p>
</section>`;
  return layout({ title: `${status} ${title}`, categories, body });
}
