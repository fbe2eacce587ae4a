// notModified: what the client has already is not sent again (RFC 9110, section 13.1.2).

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, notModified } from "../../src/index.ts";
import { serve } from "../support/app.ts";

function greets(app: App): void {
  app.all("/:name", (req, res) => {
    const text = `Hello ${(req.params as { name: string }).name}`;
    res.setHeader("Content-Type", "text/plain");
    res.setHeader("Cache-Control", "no-cache");
    if (!notModified(req, res, text)) res.send(text);
  });
}

test("an answer has an ETag, which changes with its text", async (t) => {
  const { ask } = await serve(t, greets);
  const first = await ask("GET /Caf%C3%A9");
  assert.equal(first.body, "Hello Café");
  assert.match(String(first.headers.etag), /^W\/"[\w-]+"$/);
  assert.equal((await ask("GET /Caf%C3%A9")).headers.etag, first.headers.etag);
  assert.notEqual((await ask("GET /Cafe")).headers.etag, first.headers.etag);
});

test("a client that has it gets 304 without a body, with the fields that it needs", async (t) => {
  const { ask } = await serve(t, greets);
  const etag = String((await ask("GET /you")).headers.etag);
  for (const method of ["GET", "HEAD"]) {
    const reply = await ask(`${method} /you`, { headers: { "if-none-match": etag } });
    assert.equal(reply.status, 304);
    assert.equal(reply.body, "");
    assert.equal(reply.headers.etag, etag);
    assert.equal(reply.headers["cache-control"], "no-cache");
    assert.equal(reply.headers["content-type"], undefined);
  }
});

test("If-None-Match can be a list, a strong ETag, or any", async (t) => {
  const { ask } = await serve(t, greets);
  const etag = String((await ask("GET /you")).headers.etag);
  for (const field of [`"other", ${etag}`, `W/"a,b" ,${etag},`, etag.slice(2), "*", " * "]) {
    assert.equal((await ask("GET /you", { headers: { "if-none-match": field } })).status, 304, field);
  }
});

test("a client that has something else gets the whole answer", async (t) => {
  const { ask } = await serve(t, greets);
  const etag = String((await ask("GET /you")).headers.etag);
  for (const field of ['"other"', etag.slice(0, -2), etag.replaceAll('"', ""), `${etag}x`, ""]) {
    const reply = await ask("GET /you", { headers: { "if-none-match": field } });
    assert.equal(reply.status, 200, field);
    assert.equal(reply.body, "Hello you");
  }
});

test("only GET and HEAD can be answered with 304", async (t) => {
  const { ask } = await serve(t, greets);
  for (const method of ["POST", "PUT", "DELETE"]) {
    assert.equal((await ask(`${method} /you`, { headers: { "if-none-match": "*" } })).status, 200);
  }
});
