// Server-sent events: what a client reads. See events-end.test.ts for how a stream ends.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { EventStream } from "../../src/index.ts";
import { eventually } from "../support/eventually.ts";
import { gets, open, serveEvents } from "./streams.ts";

/** The body of a stream that its server closes at once, without what opens it. */
async function body(t: TestContext, say: (stream: EventStream) => void): Promise<string> {
  const { ask } = await serveEvents(t, (stream) => {
    say(stream);
    stream.close();
  });
  return (await ask("GET /")).body.replace(": open\n\n", "");
}

test("a stream has the type of events, and asks that nobody stores or transforms it", async (t) => {
  const { ask } = await serveEvents(t, (stream) => stream.close());
  const { status, headers, body } = await ask("GET /");
  assert.equal(status, 200);
  assert.equal(headers["content-type"], "text/event-stream");
  assert.equal(headers["cache-control"], "no-cache, no-transform");
  assert.equal(body, ": open\n\n");
});

test("a client that asks only for the header gets it, and opens no stream", async (t) => {
  const { ask } = await serveEvents(t, () => assert.fail("a stream was opened"));
  assert.equal((await ask("HEAD /")).headers["content-type"], "text/event-stream");
});

test("retry tells the client when to come back", async (t) => {
  const { ask } = await serveEvents(t, (stream) => stream.close(), { retry: 2_000 });
  assert.equal((await ask("GET /")).body, "retry: 2000\n\n");
});

test("a string is sent as it is, whatever its line breaks, and any other value as JSON", async (t) => {
  const sent = await body(t, (stream) => {
    for (const data of ["a\nb\r\nc\rd\n", "", " ☕", { price: 3 }, [1], 0, null]) stream.send(data);
  });
  assert.deepEqual(sent.split("\n\n"), [
    "data: a\ndata: b\ndata: c\ndata: d\ndata: ",
    "data: ",
    "data:  ☕",
    'data: {"price":3}',
    "data: [1]",
    "data: 0",
    "data: null",
    "",
  ]);
});

test("an event can have a name and an id", async (t) => {
  const sent = await body(t, (stream) => stream.send("x", { event: "sold", id: "7" }));
  assert.equal(sent, "id: 7\nevent: sold\ndata: x\n\n");
});

test("a name or an id with a line break is an error, and nothing of the event is sent", async (t) => {
  const sent = await body(t, (stream) => {
    for (const bad of ["x\ndata: evil", "x\r", "x\0"]) {
      assert.throws(() => stream.send("", { event: bad }), {
        name: "TypeError",
        message: /event's event has no/,
      });
      assert.throws(() => stream.send("", { id: bad }), { name: "TypeError", message: /event's id has no/ });
    }
  });
  assert.equal(sent, "");
});

test("a value that JSON has no word for is an error that says so", async (t) => {
  const sent = await body(t, (stream) => {
    for (const value of [undefined, () => 1]) {
      assert.throws(() => stream.send(value), { name: "TypeError", message: /JSON has no word for it/ });
    }
  });
  assert.equal(sent, "");
});

test("a client that comes back says which event it had last", async (t) => {
  const app = await serveEvents(t, (stream) => {
    stream.send({ last: stream.lastEventId ?? "none" });
    stream.close();
  });
  assert.match((await app.ask("GET /")).body, /"none"/);
  assert.match((await app.ask("GET /", { headers: { "last-event-id": "7" } })).body, /"7"/);
});

test("a heartbeat shows that a silent stream is alive, longer than a response may take", async (t) => {
  const app = await serveEvents(t, () => {}, { heartbeat: 20 });
  const client = await open(app);
  await eventually(() => client.received.split(": alive").length > 10, "ten heartbeats");
  assert.equal(client.closed, false);
});

test("twenty streams at once cause no warning", async (t) => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on("warning", warn);
  t.after(() => process.off("warning", warn));
  const app = await serveEvents(t, () => {});
  const clients = await Promise.all(Array.from({ length: 20 }, () => open(app)));
  for (const client of clients) await gets(client, ": open");
  await app.app.close(); // Warnings come with the next tick, so they are here by now.
  assert.deepEqual(warnings, []);
});
