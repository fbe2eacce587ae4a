// A stop under load: every request that was accepted is answered, nobody else holds the server up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Agent, request } from "undici";
import { events } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const CLIENTS = 64;

test("close() answers all that was accepted, says Connection: close, and resolves within its limit", async (t) => {
  const accepted = new Set<string>();
  const answered = new Set<string>();
  const lateConnections: unknown[] = [];
  const { app, url, connect } = await serve(
    t,
    (app) => {
      app.get("/work/:id", async (req, res) => {
        accepted.add(req.params.id);
        for (let i = 0; i < 5; i++) await setImmediate();
        res.text(req.params.id.padStart(100_000));
      });
      app.get(
        "/events",
        events((stream) => stream.send("hello")),
      );
    },
    { closeTimeout: 2_000, headersTimeout: 60_000 },
  );
  const silent = await connect();
  const half = await connect();
  half.send("GET /work/half HTTP/1.1\r\nHost:");
  const stream = await connect();
  stream.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  await eventually(() => stream.received.includes("data: hello"), "the first event");

  const agent = new Agent({ connections: CLIENTS });
  t.after(() => agent.destroy());
  let stopped = false;
  const clients = Array.from({ length: CLIENTS }, async (_, client) => {
    for (let i = 0; !stopped; i++) {
      const id = `${client}-${i}`;
      const closing = app.closing;
      try {
        const { headers, body } = await request(`${url}/work/${id}`, { dispatcher: agent });
        assert.equal((await body.text()).trim(), id);
        answered.add(id);
        if (closing) lateConnections.push(headers.connection);
      } catch (error) {
        // Not accepted is no promise broken; accepted and lost is.
        if (accepted.has(id)) throw error;
        return;
      }
    }
  });
  await eventually(() => answered.size > CLIENTS * 3, "some load");

  await app.close();
  stopped = true;
  await Promise.all(clients);
  assert.deepEqual(
    [...accepted].filter((id) => !answered.has(id)),
    [],
  );
  assert.ok(
    lateConnections.every((connection) => connection === "close"),
    String(lateConnections),
  );
  await Promise.all([silent.end(), half.end(), stream.end()]);
  assert.match(stream.received, /0\r\n\r\n$/, "The event stream ended properly.");
  await assert.rejects(request(url, { dispatcher: agent }));
});

test("close() answers a slow request that had begun, with Connection: close", async (t) => {
  let answer = () => {};
  const { app, connect } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      res.later();
      answer = () => res.text("done");
    }),
  );
  const { send, reply, end } = await connect();
  send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const before = answer;
  await eventually(() => answer !== before, "the request");
  const closed = app.close();
  answer();
  const { body, headers } = await reply();
  assert.equal(body, "done");
  assert.equal(headers.connection, "close");
  await Promise.all([closed, end()]);
});

test("close() cuts off at its limit who never answers and who never finishes", async (t) => {
  let accepted = false;
  const { app, connect } = await serve(
    t,
    (app) =>
      app.get("/", (_req, res) => {
        accepted = true;
        res.later();
      }),
    { closeTimeout: 300 },
  );
  const { send, end } = await connect();
  send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await eventually(() => accepted, "the request");
  await Promise.all([app.close(), end()]);
});
