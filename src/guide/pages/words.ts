// The words of the course, explained: the glossary as a page.

import { type Html, html } from "../../index.ts";
import { renderMarkdown } from "../lesson/markdown.ts";
import { layout } from "./layout.ts";

export function wordsPage(glossary: string): Html {
  const [, text = ""] = glossary.replaceAll("\r\n", "\n").split(/^# .+$/m);
  const body = html`
<h1>Words</h1>
<div class="words">${renderMarkdown(text, { base: "/words/", exchange: () => html`` })}</div>`;
  return layout({ title: "Words", body, here: "words" });
}
