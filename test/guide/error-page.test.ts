// What the guide says when something is wrong: a page for a person, JSON for a program.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openGuide } from "./site.ts";

test("who opens what is not there sees a page with a way on", async (t) => {
  const { url } = await openGuide(t);
  const reply = await fetch(`${url}/nowhere/%3Cb%3E`, { headers: { accept: "text/html" } });
  assert.equal(reply.status, 404);
  assert.match(reply.headers.get("content-type") ?? "", /^text\/html/);
  const page = await reply.text();
  assert.match(page, /<h1>404 Not Found<\/h1>/);
  assert.match(page, /There is nothing at \/nowhere\//);
  assert.match(page, /<a href="\/">To the lessons<\/a>/);
});

test("a program is told in JSON", async (t) => {
  const { url } = await openGuide(t);
  for (const accept of ["*/*", "application/json"]) {
    const reply = await fetch(`${url}/lessons/99-nothing`, { headers: { accept } });
    assert.equal(reply.headers.get("content-type"), "application/problem+json");
    assert.equal(((await reply.json()) as { status: number }).status, 404);
  }
});
