// What all body parsers share: whose body they read, how much of it, and what they refuse. Tried with json.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { type App, form, type Handler, json, text } from "../../src/index.ts";
import { type Reply, serve } from "../support/app.ts";

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

/** Answers with what a parser made of the body; "nothing" for undefined. */
const echo: Handler = (req, res) => res.json({ body: req.body ?? "nothing" });

function onRoute(app: App): void {
  app.all("/", json(), echo);
}

function forAll(app: App): void {
  app.use(json()).all("/", echo);
}

function detail(reply: Reply): string {
  return JSON.parse(reply.body).detail;
}

test("on a route, a body of another media type, or of none, gets 415 with what to send", async (t) => {
  const { ask } = await serve(t, onRoute);
  const other = await ask("POST /", { headers: { "content-type": "text/plain" }, body: "{}" });
  assert.equal(other.status, 415);
  assert.equal(detail(other), "The body is text/plain. Send JSON, as application/json.");
  const untyped = await ask("POST /", { body: "{}" });
  assert.equal(untyped.status, 415);
  assert.equal(detail(untyped), "The body has no Content-Type. Send JSON, as application/json.");
});

test("on a route, the body's media type counts even when another parser has read the body", async (t) => {
  const { ask } = await serve(t, (app) => app.use(form()).post("/", json(), echo));
  assert.equal((await ask("POST /", { headers: FORM_TYPE, body: "a=1" })).status, 415);
});

test("on a route, an empty body gets 400 with what to send", async (t) => {
  const { ask } = await serve(t, onRoute);
  for (const method of ["POST", "PUT", "PATCH"]) {
    const reply = await ask(`${method} /`, { headers: JSON_TYPE });
    assert.equal(reply.status, 400);
    assert.equal(detail(reply), "The request has no body. Send JSON, as application/json.");
  }
});

test("on a route, GET and DELETE need no body, and may have one", async (t) => {
  const { ask } = await serve(t, onRoute);
  for (const method of ["GET", "DELETE"]) {
    assert.equal((await ask(`${method} /`)).body, '{"body":"nothing"}');
    assert.equal((await ask(`${method} /`, { headers: JSON_TYPE, body: "[1]" })).body, '{"body":[1]}');
  }
});

test("with app.use, requests of another media type or without a body are passed by", async (t) => {
  const { ask } = await serve(t, forAll);
  const other = await ask("POST /", { headers: { "content-type": "text/plain" }, body: "{}" });
  assert.equal(other.body, '{"body":"nothing"}');
  assert.equal((await ask("POST /", { headers: JSON_TYPE })).body, '{"body":"nothing"}');
});

test("with app.use, each parser takes its own media type", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use(json(), form(), text()).post("/", (req, res) => res.text(`${req.body?.constructor.name}`)),
  );
  assert.equal((await ask("POST /", { headers: JSON_TYPE, body: "[1]" })).body, "Array");
  assert.equal((await ask("POST /", { headers: FORM_TYPE, body: "a=1" })).body, "URLSearchParams");
  assert.equal(
    (await ask("POST /", { headers: { "content-type": "text/plain" }, body: "a" })).body,
    "String",
  );
});

test("a body is parsed once, also with a parser for all and one on the route", async (t) => {
  const seen: unknown[] = [];
  const note: Handler = (req, _res, next) => {
    seen.push(req.body);
    return next();
  };
  const { ask } = await serve(t, (app) => app.use(json(), note).post("/", json(), note, echo));
  assert.equal((await ask("POST /", { headers: JSON_TYPE, body: '{"a":1}' })).body, '{"body":{"a":1}}');
  assert.equal(seen.length, 2);
  assert.equal(seen[0], seen[1]);
});

test("a media type is read in any case and with parameters, but only by its exact grammar", async (t) => {
  const { ask, connect } = await serve(t, onRoute);
  for (const type of [
    "Application/JSON",
    "application/json; charset=UTF-8",
    'application/json;charset="utf-8"',
  ]) {
    const reply = await ask("POST /", { headers: { "content-type": type }, body: "[1]" });
    assert.equal(reply.status, 200, type);
  }
  // Each would be JSON to one reader and something else to another.
  for (const type of ["application/json\ta", "application/json, text/plain", "application/json a", "json"]) {
    const client = await connect();
    client.send(`POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 3\r\n\r\n[1]`);
    assert.equal((await client.reply()).status, 415, type);
  }
});

test("a body in another charset gets 415", async (t) => {
  const { ask } = await serve(t, onRoute);
  const headers = { "content-type": "application/json; charset=iso-8859-1" };
  const reply = await ask("POST /", { headers, body: "[1]" });
  assert.equal(reply.status, 415);
  assert.equal(detail(reply), "The body is in iso-8859-1. Send UTF-8.");
});

test("a compressed body gets 415, which says what is taken", async (t) => {
  const { ask } = await serve(t, onRoute);
  const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
  const reply = await ask("POST /", { headers, body: gzipSync("[1]") });
  assert.equal(reply.status, 415);
  assert.equal(reply.headers["accept-encoding"], "identity");
});

test("a character that is split between two chunks arrives whole", async (t) => {
  const { ask } = await serve(t, onRoute);
  const bytes = [...Buffer.from('{"name":"Café ☕"}')].map((byte) => Buffer.of(byte));
  const reply = await ask("POST /", { headers: JSON_TYPE, body: Readable.from(bytes) });
  assert.equal(reply.body, '{"body":{"name":"Café ☕"}}');
});

test("a byte order mark is left out", async (t) => {
  const { ask } = await serve(t, onRoute);
  assert.equal((await ask("POST /", { headers: JSON_TYPE, body: "\ufeff[1]" })).body, '{"body":[1]}');
});

test("a body that is not UTF-8 gets 400", async (t) => {
  const { ask } = await serve(t, onRoute);
  const reply = await ask("POST /", { headers: JSON_TYPE, body: Buffer.from('["Caf\xe9"]', "latin1") });
  assert.equal(reply.status, 400);
  assert.equal(detail(reply), "The body is not UTF-8.");
});
