// Too many header fields, or too large ones. Node 20 drops the lines beyond a limit silently; this server says 431.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { App } from "../../src/index.ts";
import { serve } from "../support/app.ts";

function countLines(app: App): void {
  app.get("/", (req, res) => res.json(req.rawHeaders.length / 2));
}

/** A request with this many header lines, Host among them; the one that matters comes last. */
function withLines(count: number): string {
  return `GET / HTTP/1.1\r\nHost: x\r\n${"a: 1\r\n".repeat(count - 2)}X-Last: 1\r\n\r\n`;
}

test("1,100 header lines are refused, exactly 1,000 arrive", async (t) => {
  const { connect } = await serve(t, countLines);
  const { send, reply } = await connect();
  send(withLines(1_000));
  assert.equal((await reply()).body, "1000");
  for (const count of [1_001, 1_100, 2_500]) {
    send(withLines(count));
    assert.equal((await reply()).status, 431);
  }
  send(withLines(3));
  assert.equal((await reply()).body, "3");
});

test("a header of more than 16 KB is refused, and the connection closed", async (t) => {
  const { ask, connect } = await serve(t, countLines);
  for (const header of [
    `GET /${"a".repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${"a".repeat(17_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\n${"a".repeat(17_000)}: 1\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\n${"Cookie: a=1\r\n".repeat(2_000)}\r\n`,
  ]) {
    const { send, reply, end } = await connect();
    send(header);
    const { status, headers } = await reply();
    assert.equal(status, 431);
    assert.equal(headers.connection, "close");
    await end();
  }
  assert.equal((await ask("GET /")).status, 200);
});

test("a client that sends 8 MB of header before it reads can still read the 431", async (t) => {
  const { ask, connect } = await serve(t, countLines, { lingerTimeout: 10_000 });
  const { socket, reply, end } = await connect();
  socket.pause();
  const header = `GET / HTTP/1.1\r\nHost: x\r\n${"X-Large: 123456789012345678901234567890\r\n".repeat(200_000)}\r\n`;
  await new Promise((done) => socket.write(header, done));
  socket.resume();
  assert.equal((await reply()).status, 431);
  await end();
  assert.equal((await ask("GET /")).status, 200);
});

test("a header without end is cut off", async (t) => {
  const { ask, connect } = await serve(t, countLines, { lingerTimeout: 100 });
  const { socket, send, end } = await connect();
  socket.allowHalfOpen = true;
  send("GET / HTTP/1.1\r\nHost: x\r\n");
  const more = () => {
    while (!socket.destroyed && socket.write("a: 1234567890\r\n".repeat(1_000)));
  };
  socket.on("drain", more);
  more();
  await end();
  assert.equal((await ask("GET /")).status, 200);
});

test("trailers and chunk extensions have limits too", async (t) => {
  const { ask, connect } = await serve(t, (app) => {
    countLines(app);
    app.post("/", (req, res) => req.resume().once("end", () => res.json(1)));
  });
  const head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const [rest, expected] of [
    [`1;${"x".repeat(20_000)}\r\na\r\n0\r\n\r\n`, 413],
    [`0\r\nX-Large: ${"a".repeat(20_000)}\r\n\r\n`, 431],
    [`0\r\n${"a: 1\r\n".repeat(20_000)}\r\n`, 431],
  ] as const) {
    const { send, reply, end } = await connect();
    send(head + rest);
    assert.equal((await reply()).status, expected);
    await end();
  }
  assert.equal((await ask("GET /")).status, 200);
});
