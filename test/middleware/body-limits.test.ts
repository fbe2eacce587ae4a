// What the body parsers do about too much of a body, and too little. Tried with json.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Handler, json } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const JSON_TYPE = { "content-type": "application/json" };
const HALF_A_BODY =
  "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n[1";

const echo: Handler = (req, res) => res.json({ body: req.body ?? "nothing" });

test("a body as large as the limit passes; one byte more gets 413 before the handler", async (t) => {
  const sizes: number[] = [];
  const { ask } = await serve(t, (app) =>
    app.post("/", json({ limit: 10 }), (req, res) => {
      sizes.push(JSON.stringify(req.body).length);
      res.send();
    }),
  );
  assert.equal((await ask("POST /", { headers: JSON_TYPE, body: '["123456"]' })).status, 200);
  const reply = await ask("POST /", { headers: JSON_TYPE, body: '["1234567"]' });
  assert.equal(reply.status, 413);
  assert.equal(JSON.parse(reply.body).detail, "The body is larger than 10 bytes.");
  assert.equal(reply.headers.connection, "close");
  assert.deepEqual(sizes, [10]);
});

test("the limit counts what arrives, when the client does not say how much will", async (t) => {
  const { connect } = await serve(t, (app) => app.post("/", json({ limit: 10 }), echo));
  const client = await connect();
  client.send(
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
  );
  client.send(`8\r\n["123456\r\n8\r\n12345678\r\n`); // Goes on: the answer comes before the end.
  const reply = await client.reply();
  assert.equal(reply.status, 413);
  assert.equal(reply.headers.connection, "close");
  await client.end();
});

test("without a limit of its own a parser takes 100,000 bytes", async (t) => {
  const { ask, connect } = await serve(t, (app) => app.post("/", json(), (_req, res) => res.send()));
  const body = JSON.stringify(["x".repeat(100_000 - 4)]);
  assert.equal((await ask("POST /", { headers: JSON_TYPE, body })).status, 200);
  const client = await connect();
  client.send(
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100001\r\n\r\n",
  );
  assert.equal((await client.reply()).status, 413);
});

test("a client that leaves in the middle of its body ends the wait for it, and causes no report", async (t) => {
  let begun = false;
  let done = false;
  const { connect } = await serve(t, (app) => {
    app.use(async (_req, _res, next) => {
      begun = true;
      await next();
      done = true;
    });
    app.post("/", json(), echo);
  });
  const client = await connect();
  client.send(HALF_A_BODY);
  await eventually(() => begun, "the request");
  client.socket.destroy();
  await eventually(() => done, "the end of the parser");
});

test("a body that stalls gets 408, and causes no report when its client leaves", async (t) => {
  const { ask, connect } = await serve(t, (app) => app.post("/", json(), echo).get("/", echo), {
    requestTimeout: 50,
  });
  const client = await connect();
  client.send(HALF_A_BODY);
  assert.equal((await client.reply()).status, 408);
  client.socket.destroy();
  await client.end();
  assert.equal((await ask("GET /")).status, 200);
});

test("a limit that is no number of bytes is an error at once", () => {
  for (const limit of [0, -1, Number.NaN, "100kb" as never]) {
    assert.throws(() => json({ limit }), { name: "RangeError", message: /json\(\{ limit \}\)/ });
  }
});
