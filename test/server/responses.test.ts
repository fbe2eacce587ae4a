// How a handler answers: json, html, text, send, status.

import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "../../src/index.ts";
import { serve } from "../support/app.ts";

test("res.json answers with JSON", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (_req, res) => res.json({ name: "Café" })));
  const reply = await ask("GET /");
  assert.equal(reply.status, 200);
  assert.equal(reply.headers["content-type"], "application/json");
  assert.equal(reply.headers["content-length"], "16");
  assert.equal(reply.body, '{"name":"Café"}');
});

test("res.html answers with a page, in which values are escaped", async (t) => {
  const name = `<script>alert("1" & '2')</script>`;
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => res.html(html`<h1 title="${name}">${name}</h1>`)),
  );
  const reply = await ask("GET /");
  assert.equal(reply.headers["content-type"], "text/html; charset=utf-8");
  const escaped = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;";
  assert.equal(reply.body, `<h1 title="${escaped}">${escaped}</h1>`);
});
