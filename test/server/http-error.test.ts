// HttpError: the one error whose message is meant for the client.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const failing = (error: HttpError) => (app: App) =>
  app.get("/", () => {
    throw error;
  });

test("the status and the message of an HttpError reach the client", async (t) => {
  const { ask } = await serve(t, failing(new HttpError(409, "The last copy is gone.")));
  const reply = await ask("GET /");
  assert.equal(reply.status, 409);
  assert.deepEqual(JSON.parse(reply.body), {
    title: "Conflict",
    status: 409,
    detail: "The last copy is gone.",
  });
});

test("an HttpError without a message has that of its status", () => {
  assert.equal(new HttpError(404).message, "Not Found");
  assert.equal(new HttpError(499).message, "Error");
  assert.equal(String(new HttpError(404)), "HttpError: Not Found");
});

test("the headers of an HttpError are sent", async (t) => {
  const error = new HttpError(429, "Later.", {
    headers: { "Retry-After": "30", "Cache-Control": "no-store" },
  });
  const { ask } = await serve(t, failing(error));
  const { headers } = await ask("GET /");
  assert.equal(headers["retry-after"], "30");
  assert.equal(headers["cache-control"], "no-store");
});

test("the extensions of an HttpError are members of the problem document, never its own members", async (t) => {
  const extensions = { type: "https://example.com/stock", stock: 0, status: 200, title: "x", detail: "x" };
  const { ask } = await serve(t, failing(new HttpError(409, "None left.", { extensions })));
  assert.deepEqual(JSON.parse((await ask("GET /")).body), {
    type: "https://example.com/stock",
    stock: 0,
    title: "Conflict",
    status: 409,
    detail: "None left.",
  });
});

test("the cause of an HttpError is reported and stays on the server", async (t) => {
  const cause = new Error("secret");
  const { ask, report } = await serve(t, failing(new HttpError(503, "Later.", { cause })));
  const reply = await ask("GET /");
  assert.equal(reply.status, 503);
  assert.doesNotMatch(reply.body, /secret/);
  assert.equal((await report("error")).error?.cause, cause);
});

test("an HttpError below 500 is the client's doing, and not reported", async (t) => {
  // serve() fails the test on any report.
  const { ask } = await serve(t, failing(new HttpError(400)));
  assert.equal((await ask("GET /")).status, 400);
});

test("the status of an HttpError is from 400 to 599", () => {
  for (const status of [200, 399, 600, 404.5, Number.NaN, "404", undefined]) {
    assert.throws(() => new HttpError(status as number), {
      name: "RangeError",
      message: `The status of an HttpError is from 400 to 599, not ${status}.`,
    });
  }
});

const circle: Record<string, unknown> = {};
circle.self = circle;

const unsendable: Record<string, () => HttpError> = {
  "a header value": () => new HttpError(401, "Who?", { headers: { "WWW-Authenticate": "Basic realm=☕" } }),
  "a header name": () => new HttpError(401, "Who?", { headers: { "not a name": "x" } }),
  "a circle among its extensions": () => new HttpError(409, "No.", { extensions: { circle } }),
  "a bigint among its extensions": () => new HttpError(409, "No.", { extensions: { n: 1n } }),
};

for (const [what, make] of Object.entries(unsendable)) {
  test(`an HttpError with ${what} that cannot be sent is refused where it is made`, () => {
    assert.throws(make, { name: "TypeError" });
  });
}

test("an HttpError that was spoilt after it was made is answered 500, and the server lives", async (t) => {
  const { ask, report } = await serve(t, (app) =>
    app
      .get("/", () => {
        const error = new HttpError(409, "No.");
        Object.assign(error.extensions, { n: 1n });
        throw error;
      })
      .get("/next", (_req, res) => res.text("alive")),
  );
  assert.equal((await ask("GET /")).status, 500);
  assert.equal((await ask("GET /next")).body, "alive");
  await report("error");
});
