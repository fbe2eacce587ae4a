// app.close(): what is in flight is answered, everything else ends.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Response } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

test("a request in flight is answered, with Connection: close, and every call of close waits for it", async (t) => {
  let waiting: Response | undefined;
  const { app, connect } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      waiting = res;
    }),
  );
  const connection = await connect();
  connection.send(GET);
  await eventually(() => waiting !== undefined, "the request");
  const ended: string[] = [];
  const first = app.close().then(() => ended.push("first"));
  const second = app.close().then(() => ended.push("second"));
  await new Promise(setImmediate);
  assert.deepEqual(ended, []);
  waiting?.text("done");
  const reply = await connection.reply();
  assert.equal(reply.body, "done");
  assert.equal(reply.headers.connection, "close");
  await Promise.all([first, second]);
  await connection.end();
});

test("an idle connection, a silent one and half a header do not hold it up", async (t) => {
  const { app, connect } = await serve(t, (app) => app.get("/", (_req, res) => res.text("here")));
  const idle = await connect();
  idle.send(GET);
  await idle.reply();
  const silent = await connect();
  const half = await connect();
  half.send("GET / HTTP/1.1\r\nHo");
  await app.close();
  for (const connection of [idle, silent, half]) await connection.end();
});

test("a connection that is reset meanwhile is no reason to fail", async (t) => {
  const { app, connect } = await serve(t, (app) => app.get("/", (_req, res) => res.text("here")));
  const connection = await connect();
  connection.send(GET);
  await connection.reply();
  const closed = app.close();
  connection.socket.resetAndDestroy();
  await closed;
});

test("what holds out longer than closeTimeout is cut off", async (t) => {
  let waiting = false;
  const { app, connect } = await serve(
    t,
    (app) =>
      app.get("/", (_req, res) => {
        res.later();
        waiting = true;
      }),
    { closeTimeout: 30 },
  );
  const connection = await connect();
  connection.send(GET);
  await eventually(() => waiting, "the request");
  await app.close();
  await connection.end();
  assert.equal(connection.received, "");
});

test("after close, listen says that a new app is needed", async (t) => {
  const { app } = await serve(t, () => {});
  await app.close();
  await assert.rejects(app.listen(0), /Make a new one with createApp/);
});
