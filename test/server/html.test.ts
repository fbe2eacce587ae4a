// The html tag: what stands between the tags is text, unless it is HTML on purpose.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type HtmlValue, html, raw } from "../../src/index.ts";

const values: [what: string, value: HtmlValue, text: string][] = [
  ["text is escaped", `<b>"&'`, "&lt;b&gt;&quot;&amp;&#39;"],
  ["text that looks escaped is escaped again", "&amp;", "&amp;amp;"],
  ["a number is written", 0, "0"],
  ["a bigint is written", 12n, "12"],
  ["true is written", true, "true"],
  ["false leaves nothing", false, ""],
  ["null leaves nothing", null, ""],
  ["undefined leaves nothing", undefined, ""],
  ["an empty text leaves nothing", "", ""],
  ["html within html is not escaped again", html`<b>${"<"}</b>`, "<b>&lt;</b>"],
  ["raw html is taken as it is", raw("<hr>"), "<hr>"],
  ["a list is joined without commas", [html`<li>1</li>`, html`<li>2</li>`], "<li>1</li><li>2</li>"],
  ["lists nest, and their texts are escaped", ["<", [">", [null, 1]]], "&lt;&gt;1"],
  ["an empty list leaves nothing", [], ""],
];

for (const [what, value, text] of values) {
  test(what, () => assert.equal(html`a${value}b`.toString(), `a${text}b`));
}

test("a template may have no values, or several", () => {
  assert.equal(html`<p>`.toString(), "<p>");
  assert.equal(html`${1}${2}-${3}`.toString(), "12-3");
});

test("what pretends to be Html is escaped", () => {
  const pretender = { toString: () => "<b>", text: "<b>" } as unknown as HtmlValue;
  assert.equal(html`${pretender}`.toString(), "&lt;b&gt;");
});
