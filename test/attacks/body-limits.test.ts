// Bodies beyond the limit, from clients that send everything before they read: the 413 must reach them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { form, json, text } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import type { Connection } from "../support/connection.ts";

const SIZE = 8_000_000;
const BODY = "x".repeat(SIZE);
const FRAMINGS = {
  "with a Content-Length": `Content-Length: ${SIZE}\r\n\r\n${BODY}`,
  chunked: `Transfer-Encoding: chunked\r\n\r\n${SIZE.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`,
};
const PARSERS = [
  ["json", json, "application/json"],
  ["form", form, "application/x-www-form-urlencoded"],
  ["text", text, "text/plain"],
] as const;
// Time enough for 8 MB on a slow machine.
const PATIENT = { lingerTimeout: 10_000 };

/** Writes all of it before anything is read. */
async function sendAll({ socket }: Connection, request: string): Promise<void> {
  socket.pause();
  await new Promise((done) => socket.write(request, done));
  socket.resume();
}

for (const [name, parser, type] of PARSERS) {
  for (const [framing, rest] of Object.entries(FRAMINGS)) {
    for (const where of ["on a route", "for all paths"]) {
      test(`8 MB ${framing} to ${name}() ${where} gets a 413 that the client can read`, async (t) => {
        let handled = false;
        const { ask, connect } = await serve(
          t,
          (app) => {
            const limited = parser({ limit: 100_000 });
            if (where === "for all paths") app.use(limited);
            app.post("/", ...(where === "on a route" ? [limited] : []), (_req, res) => {
              handled = true;
              res.json(true);
            });
          },
          PATIENT,
        );
        const client = await connect();
        await sendAll(client, `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${rest}`);
        const { status, headers } = await client.reply();
        assert.equal(status, 413);
        assert.equal(headers.connection, "close");
        await client.end();
        assert.equal(handled, false);
        assert.equal((await ask("GET /")).status, 405);
      });
    }
  }
}

test("a 413 of the app's own making closes the connection too", async (t) => {
  const { connect } = await serve(
    t,
    (app) => {
      app.post("/", json({ limit: 100_000 }), (_req, res) => res.json(true));
      app.onError((_error, _req, res) => res.status(413).json({ own: true }));
    },
    PATIENT,
  );
  const client = await connect();
  const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  await sendAll(client, head + FRAMINGS.chunked);
  const { status, headers, body } = await client.reply();
  assert.equal(status, 413);
  assert.equal(body, '{"own":true}');
  assert.equal(headers.connection, "close");
  await client.end();
});

test("a client that never stops sending is cut off", async (t) => {
  const { ask, connect } = await serve(
    t,
    (app) => app.post("/", json({ limit: 100_000 }), (_req, res) => res.json(true)),
    { lingerTimeout: 100 },
  );
  const client = await connect();
  client.send(
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
  );
  const chunk = `${(16_384).toString(16)}\r\n${"x".repeat(16_384)}\r\n`;
  const more = () => {
    while (!client.socket.destroyed && client.socket.write(chunk));
  };
  // The server says goodbye, and this client does not listen.
  client.socket.allowHalfOpen = true;
  client.socket.on("drain", more);
  more();
  assert.equal((await client.reply()).status, 413);
  await client.end();
  assert.equal((await ask("GET /")).status, 405);
});

test("a body of exactly the limit is taken, one byte more is not", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.post("/", text({ limit: 1_000 }), (req, res) => res.json(String(req.body).length)),
  );
  const headers = { "content-type": "text/plain" };
  assert.equal((await ask("POST /", { headers, body: "x".repeat(1_000) })).body, "1000");
  assert.equal((await ask("POST /", { headers, body: "x".repeat(1_001) })).status, 413);
});
