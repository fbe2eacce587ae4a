// express-rate-limit: it asks the request for its ip and the app for settings of Express, and complains on
// the console when something is not as it should be.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { rateLimit } from "express-rate-limit";
import { createApp, type Handler, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const answer: Handler = (_req, res) => res.json({});

/** Fails the test when something is printed. */
function silentConsole(t: TestContext): void {
  for (const level of ["error", "warn"] as const) {
    const printed = t.mock.method(console, level, () => {});
    t.after(() =>
      assert.deepEqual(
        printed.mock.calls.map((call) => call.arguments),
        [],
      ),
    );
  }
}

test("beyond the limit the client gets 429, with the time to wait", async (t) => {
  silentConsole(t);
  const { ask } = await serve(t, (app) =>
    app.use(rateLimit({ limit: 2, standardHeaders: "draft-7" })).get("/", answer),
  );
  const first = await ask("GET /");
  assert.equal(first.status, 200);
  assert.match(String(first.headers.ratelimit), /^limit=2, remaining=1, reset=\d+$/);
  // Errors count too: the limit stands before the routes.
  assert.equal((await ask("GET /nowhere")).status, 404);
  const refused = await ask("GET /");
  assert.equal(refused.status, 429);
  assert.equal(refused.headers["retry-after"], "60");
  assert.match(String(refused.headers.ratelimit), /^limit=2, remaining=0, /);
  assert.equal(refused.headers["content-type"], "text/plain; charset=utf-8");
  assert.equal(refused.body, "Too many requests, please try again later.");
});

test("the refusal can be the kit's own, with the fields of the limit", async (t) => {
  silentConsole(t);
  const limiter = rateLimit({
    limit: 1,
    handler: (_req, _res, next) => next(new HttpError(429, "Slowly, please.")),
  });
  const { ask } = await serve(t, (app) => app.use(limiter).get("/", answer));
  await ask("GET /");
  const { status, headers, body } = await ask("GET /");
  assert.equal(status, 429);
  assert.equal(headers["retry-after"], "60");
  assert.equal(headers["x-ratelimit-remaining"], "0");
  assert.equal(JSON.parse(body).detail, "Slowly, please.");
});

test("with a path, in a mounted app and on one route it counts what is there only", async (t) => {
  silentConsole(t);
  const { ask } = await serve(t, (app) => {
    app.use("/prefix", rateLimit({ limit: 1 })).get("/prefix", answer);
    app.use(
      "/mounted",
      createApp()
        .use(rateLimit({ limit: 1 }))
        .get("/", answer),
    );
    app.get("/route", rateLimit({ limit: 1 }), answer).get("/", answer);
  });
  for (const path of ["/prefix", "/mounted", "/route"]) {
    assert.equal((await ask(`GET ${path}`)).status, 200, path);
    assert.equal((await ask(`GET ${path}`)).status, 429, path);
  }
  for (let i = 0; i < 3; i++) assert.equal((await ask("GET /")).status, 200);
});

test("requests that do not succeed can be left out of the count", async (t) => {
  silentConsole(t);
  const { ask } = await serve(t, (app) =>
    app.use(rateLimit({ limit: 1, skipFailedRequests: true })).get("/", answer),
  );
  for (let i = 0; i < 3; i++) assert.equal((await ask("GET /nowhere")).status, 404);
  assert.equal((await ask("GET /")).status, 200);
  assert.equal((await ask("GET /")).status, 429);
});

test("a client does not escape its limit by naming another address", async (t) => {
  silentConsole(t);
  const { ask } = await serve(t, (app) => app.use(rateLimit({ limit: 1 })).get("/", answer));
  await ask("GET /");
  assert.equal((await ask("GET /", { headers: { "X-Forwarded-For": "192.0.2.1" } })).status, 429);
});

test("a client that has left by the time it is counted is no reason to complain", async (t) => {
  silentConsole(t);
  let left = false;
  let counted = false;
  const { connect } = await serve(t, (app) => {
    app.use((_req, res, next) => {
      res.once("close", () => {
        left = true;
        next();
      });
    });
    app.use(rateLimit({ limit: 1 }), () => {
      counted = true;
    });
  });
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  connection.socket.destroySoon();
  await eventually(() => left && counted, "the request to be counted");
});
