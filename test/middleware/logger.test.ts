// The log: a line for each request, when its response is done.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HttpError, logger } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

/** A log, and a way to wait until it has so many lines. */
function newLog() {
  const lines: string[] = [];
  return {
    middleware: logger({ write: (line) => lines.push(line) }),
    has: async (count: number) => {
      await eventually(() => lines.length >= count, `${count} lines`);
      // Without the time and the duration, which are different each time.
      return lines.map((line) => line.slice("14:03:05 ".length).replace(/ [\d.]+ ms$/, ""));
    },
    lines,
  };
}

test("a line has the time, the method, the URL, the status and how long it took", async (t) => {
  const log = newLog();
  const { ask } = await serve(t, (app) =>
    app.use(log.middleware).get("/products", (_req, res) => res.send()),
  );
  await ask("GET /products?page=2");
  await log.has(1);
  assert.match(log.lines[0] ?? "", /^\d\d:\d\d:\d\d GET \/products\?page=2 200 \d+\.\d ms$/);
});

test("every request has its line, with the status that its client got", async (t) => {
  const log = newLog();
  const { ask, report } = await serve(t, (app) => {
    app.use(log.middleware).get("/", (_req, res) => res.send());
    app.get("/tea", () => {
      throw new HttpError(418);
    });
    app.get("/mistake", () => {
      throw new Error("secret");
    });
  });
  for (const line of ["HEAD /", "POST /", "GET /none", "GET /tea", "GET /mistake"]) await ask(line);
  await report("error");
  const expected = ["HEAD / 200", "POST / 405", "GET /none 404", "GET /tea 418", "GET /mistake 500"];
  assert.deepEqual(await log.has(5), expected);
});

test("below a prefix the line has the whole URL", async (t) => {
  const log = newLog();
  const { ask } = await serve(t, (app) => app.use("/api", log.middleware));
  await ask("GET /api/products");
  assert.deepEqual(await log.has(1), ["GET /api/products 404"]);
});

test("a client that left before its answer has no status", async (t) => {
  const log = newLog();
  const { connect } = await serve(t, (app) =>
    app.use(log.middleware).get("/", (_req, res) => {
      res.later();
      client.socket.destroy();
    }),
  );
  const client = await connect();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.deepEqual(await log.has(1), ["GET / client left"]);
});

test("no URL can write control characters into the log", async (t) => {
  const log = newLog();
  const { ask } = await serve(t, (app) => {
    // node:http refuses such a URL, but a middleware may decode one.
    app.use((req, _res, next) => {
      req.originalUrl = decodeURIComponent(req.originalUrl);
      return next();
    });
    app.use(log.middleware);
  });
  await ask("GET /a%0D%0A%1B[2J%C2%9B31m%E2%80%A8b");
  assert.deepEqual(await log.has(1), ["GET /a%0D%0A%1B[2J%C2%9B31m%E2%80%A8b 404"]);
});

test("lines go to stdout unless told otherwise", async (t) => {
  const write = t.mock.method(process.stdout, "write");
  const { ask } = await serve(t, (app) => app.use(logger()));
  await ask("GET /");
  const written = () => write.mock.calls.map((call) => String(call.arguments[0])).join("");
  await eventually(() => / GET \/ 404 [\d.]+ ms\n/.test(written()), "the line");
});
