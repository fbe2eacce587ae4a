// Colours code for the pages, offline. Only classes are given: the colours are the style sheet's, in light and dark.

import { createRequire } from "node:module";
import { type Html, html, raw } from "../../index.ts";

/** As much of the package as is used here. Its own types would give all of the server code a browser's globals. */
interface Highlighter {
  registerLanguage(name: string, language: unknown): void;
  getLanguage(name: string): unknown;
  highlight(code: string, options: { language: string }): { value: string };
}

const require = createRequire(import.meta.url);
const highlighter: Highlighter = require("highlight.js/lib/core");
for (const language of ["typescript", "javascript", "json", "bash", "sql", "diff", "xml"]) {
  highlighter.registerLanguage(language, require(`highlight.js/lib/languages/${language}`));
}
const NAMES: Readonly<Record<string, string>> = {
  ts: "typescript",
  js: "javascript",
  sh: "bash",
  html: "xml",
};

/** The code with spans around what has a colour. A language that is not known is left as it is. */
export function highlight(code: string, language: string): Html {
  const name = NAMES[language] ?? language;
  if (highlighter.getLanguage(name) === undefined) return html`${code}`;
  return raw(highlighter.highlight(code, { language: name }).value); // It escapes the code.
}
