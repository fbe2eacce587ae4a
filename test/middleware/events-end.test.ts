// How an event stream ends, whoever ends it, and what is cleaned up then.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp, type EventStream, events } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { gets, open, type Start, serveEvents } from "./streams.ts";

test("after its end a stream is closed, and sending or closing again is harmless", async (t) => {
  const streams: EventStream[] = [];
  const { ask } = await serveEvents(t, (stream) => {
    streams.push(stream);
    assert.equal(stream.closed, false);
    stream.close();
    assert.equal(stream.closed, true);
    stream.send("late");
  });
  assert.equal((await ask("GET /")).body, ": open\n\n");
  streams[0]?.send("later");
  streams[0]?.close();
});

test("what start returns is called once, when the client leaves", async (t) => {
  let cleanUps = 0;
  const streams: EventStream[] = [];
  const app = await serveEvents(t, (stream) => {
    streams.push(stream);
    return () => cleanUps++;
  });
  const client = await open(app);
  await gets(client, ": open");
  client.socket.destroy();
  await eventually(() => cleanUps > 0, "the clean-up");
  assert.equal(streams[0]?.closed, true);
  streams[0]?.close();
  await app.app.close();
  assert.equal(cleanUps, 1);
});

test("what start returns is called once, when the server closes the stream", async (t) => {
  let cleanUps = 0;
  const { ask } = await serveEvents(t, (stream) => {
    stream.close();
    return () => cleanUps++;
  });
  await ask("GET /");
  await eventually(() => cleanUps > 0, "the clean-up");
  await ask("GET /");
  await eventually(() => cleanUps > 1, "the second stream's clean-up");
  assert.equal(cleanUps, 2);
});

test("start may be async, and its clean-up runs even when the client has left before it was ready", async (t) => {
  let cleanUps = 0;
  const app = await serve(t, (app) => {
    app.get(
      "/soon",
      events(async () => () => cleanUps++),
    );
    app.get(
      "/late",
      events(async (stream) => {
        await eventually(() => stream.closed, "the client to leave");
        return () => cleanUps++;
      }),
    );
  });
  for (const [i, path] of ["/soon", "/late"].entries()) {
    const client = await open(app, path);
    await gets(client, ": open");
    client.socket.destroy();
    await eventually(() => cleanUps === i + 1, `the clean-up of ${path}`);
  }
});

test("a client that left before the stream was opened opens none", async (t) => {
  let opened = 0;
  let done = false;
  const app = await serve(t, (app) => {
    app.use(async (_req, res, next) => {
      client.socket.destroy();
      await new Promise((resolve) => res.once("close", resolve));
      await next();
      done = true;
    });
    app.get(
      "/",
      events(() => opened++),
    );
  });
  const client = await app.connect();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await eventually(() => done, "the end of the middleware");
  assert.equal(opened, 0);
});

test("a start that throws, or rejects, breaks its stream off and is reported", async (t) => {
  const failing: Start[] = [
    () => {
      throw new Error("no stock");
    },
    async () => {
      throw new Error("no stock");
    },
  ];
  for (const start of failing) {
    const app = await serveEvents(t, start);
    const client = await open(app);
    await client.end();
    assert.equal((await app.report("error")).error?.message, "no stock");
  }
});

test("app.close() ends all streams, and calls what start returned for each", async (t) => {
  let cleanUps = 0;
  const app = await serveEvents(t, () => () => cleanUps++);
  const clients = await Promise.all([open(app), open(app), open(app)]);
  for (const client of clients) await gets(client, ": open");
  // Only the streams' end can be in time: the limit for requests in flight is 10 seconds.
  await app.app.close();
  assert.equal(cleanUps, 3);
  for (const client of clients) {
    await client.end();
    assert.ok(client.received.endsWith("0\r\n\r\n"), "The last chunk was not sent.");
  }
});

test("a client that does not read is dropped, and the others are not", async (t) => {
  const streams: EventStream[] = [];
  const app = await serveEvents(t, (stream) => streams.push(stream), { maxBuffered: 100_000 });
  const deaf = await open(app);
  await gets(deaf, ": open");
  deaf.socket.pause();
  const other = await open(app);
  await gets(other, ": open");
  const news = "x".repeat(50_000);
  await eventually(() => {
    streams[0]?.send(news);
    return streams[0]?.closed === true;
  }, "the end of the unread stream");
  streams[1]?.send("still here");
  await gets(other, "data: still here\n\n");
});

test("in a mounted app a stream works as at the top, and ends with the app", async (t) => {
  let cleanUps = 0;
  const api = createApp();
  api.get(
    "/news",
    events((stream) => {
      stream.send("mounted");
      return () => cleanUps++;
    }),
  );
  const app = await serve(t, (app) => app.use("/api", api));
  const client = await open(app, "/api/news");
  await gets(client, "data: mounted\n\n");
  await app.app.close();
  await client.end();
  assert.equal(cleanUps, 1);
});
