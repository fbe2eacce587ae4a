// Content types in odd spellings: what a guard takes for one type and a parser for another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { form, json, text } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const RAW_NOT_JSON = [
  undefined,
  "",
  "text/plain",
  "application/jsonx",
  "application/json\ta",
  "application/json\t;a",
  "application/json a",
  "application/json,text/plain",
  "application//json",
  "application/json/x",
  "application /json",
  "json",
  "/json",
  "+json",
  "*/*",
  ";application/json",
  '"application/json"',
  "application/\u00a0json",
  "application/json; charset=utf-16",
  'application/json; charset="iso-8859-1"',
  "application/json;charset=__proto__",
];

for (const type of RAW_NOT_JSON) {
  test(`json() on a route answers 415 for Content-Type: ${JSON.stringify(type)}`, async (t) => {
    const { connect } = await serve(t, (app) => app.post("/", json(), (req, res) => res.json(req.body)));
    const { send, reply } = await connect();
    const line = type === undefined ? "" : `Content-Type: ${type}\r\n`;
    send(Buffer.from(`POST / HTTP/1.1\r\nHost: x\r\n${line}Content-Length: 7\r\n\r\n{"a":1}`, "latin1"));
    assert.equal((await reply()).status, 415);
    send("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    assert.equal((await reply()).body, "{}");
  });
}

for (const type of [
  "Application/JSON",
  "  application/json\t",
  "application/json ; charset=utf-8",
  "application/json;charset=UTF-8",
  'application/json; charset="utf-8"',
  "application/json;",
  "application/problem+json",
]) {
  test(`json() parses a body with Content-Type: ${JSON.stringify(type)}, or refuses a bad one`, async (t) => {
    const { connect } = await serve(t, (app) => app.post("/", json(), (req, res) => res.json(req.body)));
    const { send, reply } = await connect();
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type:${type}\r\nContent-Length: 7\r\n\r\n`;
    send(`${head}{"a":1}`);
    assert.equal((await reply()).body, '{"a":1}');
    send(`${head}{"a":1,`);
    assert.equal((await reply()).status, 400);
  });
}

test("a Content-Type that comes twice is read as one, by everybody", async (t) => {
  const { connect } = await serve(t, (app) =>
    app.post("/", json(), (req, res) => res.json([req.headers["content-type"], req.body])),
  );
  const { send, reply } = await connect();
  for (const [first, second] of [
    ["text/plain", "application/json"],
    ["application/json", "text/plain"],
  ]) {
    const types = `Content-Type: ${first}\r\nContent-Type: ${second}\r\n`;
    send(`POST / HTTP/1.1\r\nHost: x\r\n${types}Content-Length: 7\r\n\r\n{"a":1}`);
    const { status, body } = await reply();
    if (status !== 415) assert.deepEqual(JSON.parse(body), ["application/json", { a: 1 }]);
  }
});

test("parsers for all paths leave a body of an odd type unparsed", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use(json(), form(), text());
    app.post("/", (req, res) => res.json({ parsed: req.body !== undefined }));
  });
  for (const type of [
    "application/json\ta",
    "application/jsonx",
    "text/plainx",
    "x",
    "multipart/form-data",
  ]) {
    const reply = await ask("POST /", { headers: { "content-type": type }, body: '{"a":1}' });
    assert.equal(reply.body, '{"parsed":false}', type);
  }
});

test("a compressed body is refused, not inflated", async (t) => {
  const { ask } = await serve(t, (app) => app.post("/", json(), (req, res) => res.json(req.body)));
  for (const coding of ["gzip", "GZIP", "br", "deflate, gzip", "identity, gzip", "x"]) {
    const headers = { "content-type": "application/json", "content-encoding": coding };
    assert.equal((await ask("POST /", { headers, body: "{}" })).status, 415, coding);
  }
});
