// next() twice: the first call counts, nothing runs twice, and the middleware is named.

import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../support/app.ts";
import { nextLine } from "../support/next-line.ts";

test("the middleware is named, with the place of the second call, and the handler runs once", async (t) => {
  let runs = 0;
  let added = "";
  let again = "";
  const { ask, report } = await serve(t, (app) => {
    added = nextLine();
    app.use(function impatient(_req, _res, next) {
      next();
      again = nextLine();
      next();
    });
    app.get("/", (_req, res) => res.json(++runs));
  });
  assert.equal((await ask("GET /")).body, "1");
  const { message, advice } = await report("second-next");
  assert.equal(
    message,
    `GET /: the middleware impatient (added at ${added}) called next() twice, again at ${again}.`,
  );
  assert.equal(advice, "Only the first call counts. Return after next().");
  assert.equal(runs, 1);
});

test("the second call resolves with the first one's work", async (t) => {
  const order: string[] = [];
  const { ask, report } = await serve(t, (app) => {
    app.use(async (_req, _res, next) => {
      const first = next();
      await next();
      order.push("second call done");
      await first;
    });
    app.get("/", async (_req, res) => {
      await new Promise(setImmediate);
      order.push("handler done");
      res.text("once");
    });
  });
  assert.equal((await ask("GET /")).body, "once");
  await report("second-next");
  assert.deepEqual(order, ["handler done", "second call done"]);
});

test("an error given to a second next() is in the report, and the reply stays whole", async (t) => {
  const { ask, report } = await serve(t, (app) => {
    app.use((_req, _res, next) => {
      next();
      next(new Error("the store is gone"));
    });
    app.get("/", (_req, res) => res.text("fine"));
  });
  const reply = await ask("GET /");
  assert.equal(reply.status, 200);
  assert.equal(reply.body, "fine");
  const { message, error } = await report("error");
  assert.match(message, /the middleware \(added at .*\) failed after it had passed the request on\.$/);
  assert.equal(error?.message, "the store is gone");
});

test("next() twice with nothing behind it answers 404 once, and the next request is served", async (t) => {
  const { connect, report } = await serve(t, (app) => {
    app.use((_req, _res, next) => {
      next();
      next();
    });
  });
  const connection = await connect();
  for (const path of ["/first", "/second"]) {
    connection.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    assert.equal((await connection.reply()).status, 404);
    await report("second-next");
  }
});
