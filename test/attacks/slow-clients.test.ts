// Clients that send or read a little at a time: gone soon, while the others are served.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { json, type Limits } from "../../src/index.ts";
import { serve, type TestApp } from "../support/app.ts";
import type { Connection } from "../support/connection.ts";
import { eventually } from "../support/eventually.ts";

const SHORT: Partial<Limits> = {
  headersTimeout: 300,
  requestTimeout: 300,
  lingerTimeout: 100,
  writeTimeout: 300,
};

/** Fifty clients that say `begin` and then one more byte, again and again. */
async function trickle(t: TestContext, { connect }: TestApp, begin: string): Promise<Connection[]> {
  const clients = await Promise.all(Array.from({ length: 50 }, connect));
  for (const { socket, send } of clients) {
    send(begin);
    const timer = setInterval(() => socket.writable && send("a"), 20);
    t.after(() => clearInterval(timer));
  }
  return clients;
}

async function allGone(app: TestApp, clients: readonly Connection[], status: number): Promise<void> {
  await eventually(async () => {
    assert.equal((await app.ask("GET /")).status, 200, "Others are served meanwhile.");
    return clients.every(({ closed }) => closed);
  }, "the end of all slow connections");
  for (const { received } of clients) assert.match(received, new RegExp(`^HTTP/1.1 ${status} `));
}

test("clients that trickle their header are answered 408 and gone", async (t) => {
  const app = await serve(t, (app) => app.get("/", (_req, res) => res.json(1)), SHORT);
  await allGone(app, await trickle(t, app, "GET /x HTTP/1.1\r\nHost: x\r\nX-Slow: "), 408);
});

test("clients that trickle their body to a parser are answered 408 and gone", async (t) => {
  const app = await serve(
    t,
    (app) => {
      app.get("/", (_req, res) => res.json(1));
      app.post("/", json(), (_req, res) => res.json(1));
    },
    SHORT,
  );
  const head =
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n";
  await allGone(app, await trickle(t, app, `${head}{"`), 408);
});

test("clients that trickle a body that nobody reads are answered and gone", async (t) => {
  const app = await serve(
    t,
    (app) => {
      app.get("/", (_req, res) => res.json(1));
      app.post("/", (_req, res) => res.status(201).json(1));
    },
    SHORT,
  );
  await allGone(
    app,
    await trickle(t, app, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n"),
    201,
  );
});

test("clients that say nothing are gone", async (t) => {
  const app = await serve(t, (app) => app.get("/", (_req, res) => res.json(1)), SHORT);
  const clients = await Promise.all(Array.from({ length: 50 }, app.connect));
  await eventually(() => clients.every(({ closed }) => closed), "the end of all silent connections");
  assert.equal((await app.ask("GET /")).status, 200);
});

for (const way of ["end", "write"] as const) {
  test(`clients that do not read what ${way} sends them are gone`, async (t) => {
    const big = Buffer.alloc(32_000_000);
    let dropped = 0;
    const { ask, connect } = await serve(
      t,
      (app) => {
        app.get("/", (_req, res) => res.json(1));
        app.get("/big", (_req, res) => {
          // A client that reads nothing cannot have it all, so this is no proper end.
          res.once("close", () => dropped++);
          if (way === "end") res.end(big);
          else res.write(big);
        });
      },
      SHORT,
    );
    const clients = await Promise.all(Array.from({ length: 20 }, connect));
    for (const { socket, send } of clients) {
      socket.pause();
      send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    await eventually(async () => {
      assert.equal((await ask("GET /")).status, 200, "Others are served meanwhile.");
      return dropped === clients.length;
    }, "the end of all responses that nobody reads");
  });
}
