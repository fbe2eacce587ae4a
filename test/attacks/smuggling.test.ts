// Requests that two servers could cut in two ways, and requests sent without waiting for answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { json } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const HIDDEN = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

for (const [what, request] of [
  ["Content-Length and chunked", `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["chunked and Content-Length", `Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["two Content-Lengths", `Content-Length: 0\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`],
  ["a list of Content-Lengths", `Content-Length: 0, ${HIDDEN.length}\r\n\r\n${HIDDEN}`],
  ["a signed Content-Length", `Content-Length: +0\r\n\r\n${HIDDEN}`],
  ["a hexadecimal Content-Length", `Content-Length: 0x0\r\n\r\n${HIDDEN}`],
  ["a negative Content-Length", `Content-Length: -1\r\n\r\n${HIDDEN}`],
  ["a huge Content-Length", `Content-Length: ${"9".repeat(30)}\r\n\r\n${HIDDEN}`],
  ["an unknown Transfer-Encoding", `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["chunked that is not last", `Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["a space before a colon", `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["a folded line", `X: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["bare line feeds", `X: a\nTransfer-Encoding: chunked\n\n0\n\n${HIDDEN}`],
  ["a bare carriage return", `X: a\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ["a bad chunk size", `Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${HIDDEN}`],
  ["a chunk longer than it says", `Transfer-Encoding: chunked\r\n\r\n1\r\naa\r\n0\r\n\r\n${HIDDEN}`],
  ["a NUL in a field", `X: \u0000\r\n\r\n${HIDDEN}`],
] as const) {
  test(`a request with ${what} hides no second request`, async (t) => {
    let hidden = false;
    const { ask, connect } = await serve(t, (app) => {
      app.get("/hidden", (_req, res) => {
        hidden = true;
        res.json(1);
      });
      app.post("/", (req, res) => req.resume().once("end", () => res.json(1)));
    });
    const { send, reply, end } = await connect();
    send(`POST / HTTP/1.1\r\nHost: x\r\n${request}`);
    const { status, headers } = await reply();
    assert.equal(status, 400);
    assert.equal(headers.connection, "close");
    await end();
    assert.equal(hidden, false);
    assert.equal((await ask("GET /x")).status, 404);
  });
}

test("a body with a request in it stays a body, read or not", async (t) => {
  let hidden = false;
  const { connect } = await serve(t, (app) => {
    app.get("/hidden", (_req, res) => {
      hidden = true;
      res.json(1);
    });
    app.get("/", (_req, res) => res.json(1));
    app.post("/", json(), (_req, res) => res.json(1));
  });
  const { send, reply } = await connect();
  for (const line of ["GET /", "POST /", "DELETE /", "GET /nowhere", "OPTIONS /"]) {
    send(`${line} HTTP/1.1\r\nHost: x\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`);
    await reply();
  }
  send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal((await reply()).status, 200);
  assert.equal(hidden, false);
});

test("pipelined requests are answered in their order, also when the first is slow", async (t) => {
  const started: string[] = [];
  const { connect } = await serve(t, (app) =>
    app.get("/:name", async (req, res) => {
      started.push(req.params.name);
      if (req.params.name === "first") await eventually(() => started.includes("last"), "the last request");
      res.text(req.params.name);
    }),
  );
  const { send, reply } = await connect();
  const names = ["first", "second", "third", "last"];
  send(names.map((name) => `GET /${name} HTTP/1.1\r\nHost: x\r\n\r\n`).join(""));
  for (const name of names) assert.equal((await reply()).body, name);
});

test("garbage behind a request does not cost it its answer", async (t) => {
  const { connect } = await serve(t, (app) =>
    app.get("/", (_req, res) => setImmediate(() => res.text("fine"))),
  );
  const { send, reply, end } = await connect();
  send("GET / HTTP/1.1\r\nHost: x\r\n\r\n\u0001garbage\r\n\r\n");
  const { status, body } = await reply();
  assert.ok((status === 200 && body === "fine") || status === 400, `${status} ${body}`);
  await end();
});
