// A handler that ends without a response: named in the log, and the client gets one all the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../support/app.ts";
import { nextLine } from "../support/next-line.ts";

test("a handler whose promise ends without a response is named, and the client gets 500", async (t) => {
  let place = "";
  const { ask, report } = await serve(
    t,
    (app) => {
      place = nextLine();
      app.get("/products", async () => {});
    },
    { forgottenGrace: 20 },
  );
  assert.equal((await ask("GET /products")).status, 500);
  const { message, advice } = await report("no-response");
  const handler = `the handler of GET /products (added at ${place})`;
  assert.equal(
    message,
    `GET /products got no response: ${handler} ended without a response and without next().`,
  );
  assert.match(advice ?? "", /Answer in every branch/);
});

test("a middleware that forgets next() is named", async (t) => {
  let place = "";
  const { ask, report } = await serve(
    t,
    (app) => {
      place = nextLine();
      app.use(async function checkSession() {});
      app.get("/", (_req, res) => res.text("never"));
    },
    { forgottenGrace: 20 },
  );
  assert.equal((await ask("GET /")).status, 500);
  const { message } = await report("no-response");
  assert.ok(message.includes(`the middleware checkSession (added at ${place})`), message);
});

test("after a forgotten response the connection goes on", async (t) => {
  const { connect, report } = await serve(
    t,
    (app) => app.get("/", async () => {}).get("/next", (_req, res) => res.text("here")),
    { forgottenGrace: 20 },
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.equal((await connection.reply()).status, 500);
  connection.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.equal((await connection.reply()).body, "here");
  await report("no-response");
});

test("what a handler sends after it was given up is dropped in silence: it was reported already", async (t) => {
  let answer = () => {};
  const { ask, report } = await serve(
    t,
    (app) =>
      app.get("/", async (_req, res) => {
        answer = () => res.status(201).json({ late: true });
      }),
    { forgottenGrace: 20 },
  );
  assert.equal((await ask("GET /")).status, 500);
  answer();
  await report("no-response");
  assert.equal((await ask("GET /nowhere")).status, 404);
});

test("a callback may answer within the grace", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", async (_req, res) => {
      setImmediate(() => res.text("from a callback"));
    }),
  );
  assert.equal((await ask("GET /")).body, "from a callback");
});

test("res.later() lets a callback answer after any time", async (t) => {
  let answer = () => {};
  const { ask, report } = await serve(
    t,
    (app) => {
      app.get("/poll", async (_req, res) => {
        res.later();
        answer = () => res.text("news");
      });
      // Silent on purpose: when it gets its 503, the deadlines of the long poll are over as well.
      app.get("/other", () => {});
    },
    { forgottenGrace: 5, responseTimeout: 20 },
  );
  const poll = ask("GET /poll");
  assert.equal((await ask("GET /other")).status, 503);
  answer();
  assert.equal((await poll).body, "news");
  await report("timeout");
});
