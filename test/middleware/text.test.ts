// Plain text bodies: req.body is a string. See body.test.ts for what all parsers share.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, text } from "../../src/index.ts";
import { serve } from "../support/app.ts";

function echo(app: App): void {
  app.post("/", text(), (req, res) => res.text(req.body as string));
}

test("text arrives as it was sent", async (t) => {
  const { ask } = await serve(t, echo);
  const body = "Café ☕\r\n\ttwo lines\n";
  for (const type of ["text/plain", "text/plain;charset=UTF-8"]) {
    assert.equal((await ask("POST /", { headers: { "content-type": type }, body })).body, body);
  }
});

test("another kind of text gets 415", async (t) => {
  const { ask } = await serve(t, echo);
  const reply = await ask("POST /", { headers: { "content-type": "text/html" }, body: "<p>" });
  assert.equal(reply.status, 415);
  assert.match(reply.body, /Send text, as text\/plain\./);
});
