// A handler that gives a wrong Content-Length: its client gets an error, and does not wait.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import type { Response } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const BODY = "0123456789";

for (const [way, answer] of [
  ["end", (res: Response) => res.end(BODY)],
  ["write and end", (res: Response) => res.write(BODY.slice(0, 5)) && res.end(BODY.slice(5))],
  ["write and a later end", (res: Response) => res.write(BODY) && setImmediate(() => res.end())],
  ["a pipe", (res: Response) => Readable.from([BODY.slice(0, 5), BODY.slice(5)]).pipe(res)],
  [
    "a pipeline",
    (res: Response) => pipeline(Readable.from([BODY.slice(0, 5), BODY.slice(5)]), res).catch(() => {}),
  ],
] as const) {
  for (const length of [5, 15, 0]) {
    test(`${length} for a body of ${BODY.length} bytes through ${way} ends the connection`, async (t) => {
      const { ask, connect, report } = await serve(t, (app) => {
        app.get("/", (_req, res) => {
          res.setHeader("Content-Length", length);
          return answer(res);
        });
        app.get("/alive", (_req, res) => res.json(1));
      });
      const { send, end } = await connect();
      send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      await end();
      assert.match((await report("error")).message, /Content-Length/);
      assert.equal((await ask("GET /alive")).status, 200);
    });
  }
}

test("res.send, res.text and res.json count for themselves, whatever a handler has set", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use((_req, res, next) => {
      res.setHeader("Content-Length", 15);
      return next();
    });
    app.get("/send", (_req, res) => res.send(BODY));
    app.get("/text", (_req, res) => res.text(BODY));
    app.get("/json", (_req, res) => res.json(BODY));
  });
  for (const path of ["/send", "/text"]) assert.equal((await ask(`GET ${path}`)).body, BODY);
  assert.equal((await ask("GET /json")).body, JSON.stringify(BODY));
});

test("a right Content-Length may be a string, as packages write it", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.get("/set", (_req, res) => res.setHeader("Content-Length", String(BODY.length)).end(BODY));
    app.get("/head", (_req, res) => res.writeHead(200, { "content-length": String(BODY.length) }).end(BODY));
  });
  for (const path of ["/set", "/head"]) assert.equal((await ask(`GET ${path}`)).body, BODY);
});

test("a right Content-Length is no error, nor is the one of a HEAD, a 304 or an empty body", async (t) => {
  const { ask, connect } = await serve(t, (app) => {
    app.get("/", (_req, res) => res.setHeader("Content-Length", BODY.length).end(BODY));
    app.head("/head", (_req, res) => res.setHeader("Content-Length", BODY.length).end());
    app.get("/304", (_req, res) => res.setHeader("Content-Length", BODY.length).status(304).end());
    app.get("/empty", (_req, res) => res.setHeader("Content-Length", 0).end());
  });
  assert.equal((await ask("GET /")).body, BODY);
  assert.equal((await ask("HEAD /")).headers["content-length"], "10");
  assert.equal((await ask("HEAD /head")).headers["content-length"], "10");
  const { send, reply } = await connect();
  send("GET /304 HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal((await reply()).status, 304);
  assert.equal((await ask("GET /empty")).body, "");
});
