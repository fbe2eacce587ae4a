// What a visitor of the guide sees when something is wrong: the status, what it means, and a way on.

import { type Html, html, reasonPhrase } from "../../index.ts";
import { layout } from "./layout.ts";

export function errorPage(status: number, message: string): Html {
  const title = `${status} ${reasonPhrase(status)}`;
  const body = html`
<h1>${title}</h1>
<p>${message}</p>
<p><a href="/">To the lessons</a></p>`;
  return layout({ title, body });
}
