// How the checks listen to server-sent events: over a real socket, with every line end, and with limits in time.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { Client, NoReply } from "../../src/course/client.ts";
import { Miss } from "../../src/course/reply.ts";

async function serve(t: TestContext, answer: (res: ServerResponse) => void): Promise<Client> {
  const server = createServer((_req, res) => answer(res)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new Client((server.address() as AddressInfo).port);
  t.after(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });
  return client;
}

function open(res: ServerResponse): void {
  res.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
}

test("events are taken apart as a browser does, wherever the pieces end", async (t) => {
  const text =
    ': hello\n\nid: 7\nevent: lent\ndata: {"a":\ndata:1}\n\nevent: empty\n\r\ndata:  two\r\r\ndata: é\r\n\r\n';
  const client = await serve(t, async (res) => {
    open(res);
    for (const byte of Buffer.from(text)) {
      res.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  const stream = await client.listen("GET /events");
  stream.reply.is(200).isType("text/event-stream");
  assert.deepEqual(await stream.next(), { id: "7", event: "lent", data: '{"a":\n1}' });
  assert.deepEqual(await stream.next(), { id: "7", event: "message", data: " two" });
  assert.deepEqual(await stream.next(), { id: "7", event: "message", data: "é" });
  assert.equal(stream.reply.text, text);
  stream.close();
});

test("an event that does not come is a miss, in time, with what has come so far", async (t) => {
  const client = await serve(t, (res) => {
    open(res);
    res.write("data: half\n");
  });
  const stream = await client.listen("GET /events");
  const start = performance.now();
  await assert.rejects(stream.next(100), (error) => {
    assert.ok(error instanceof Miss);
    assert.equal(error.wanted, "an event within 0.1 seconds");
    assert.equal(error.reply?.text, "data: half\n");
    return true;
  });
  assert.ok(performance.now() - start < 2_000);
});

test("a response that has ended is a miss at once; its last events are told before", async (t) => {
  const client = await serve(t, (res) => {
    open(res);
    res.end("data: last\n\ndata: lost\n");
  });
  const stream = await client.listen("GET /events");
  assert.equal((await stream.next()).data, "last");
  await assert.rejects(stream.next(60_000), { name: "Miss", wanted: /stays open/ });
});

test("a header that does not come is no reply", async (t) => {
  const client = await serve(t, () => {});
  await assert.rejects(client.listen("GET /events", { limit: 100 }), (error) => {
    assert.ok(error instanceof NoReply);
    assert.equal(error.silence, "no-reply");
    assert.match(error.sent, /^curl -iN localhost:\d+\/events$/);
    return true;
  });
});

test("the server sees at once that a stream was closed", async (t) => {
  let left: Promise<unknown> = Promise.resolve();
  const client = await serve(t, (res) => {
    left = once(res, "close");
    open(res);
  });
  const stream = await client.listen("GET /events");
  stream.close();
  await left;
});
