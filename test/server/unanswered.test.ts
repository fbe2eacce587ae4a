// What the kit answers by itself when no route takes the request: 404, 405 with Allow, 400.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp, type Handler } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const answer: Handler = (_req, res) => res.text("handler");
const mark: Handler = (_req, res, next) => {
  res.setHeader("X-Seen", "yes");
  return next();
};

test("a path without a route is 404, and the message names it with its query", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/a", answer));
  const reply = await ask("GET /b?c=1");
  assert.equal(reply.status, 404);
  assert.equal(reply.headers["content-type"], "application/problem+json");
  assert.deepEqual(JSON.parse(reply.body), {
    title: "Not Found",
    status: 404,
    detail: "There is nothing at /b?c=1.",
  });
});

test("a verb that the path does not have is 405, with Allow over all patterns that match", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/p/new", answer).put("/p/:id", answer).delete("/*rest", answer).patch("/p", answer),
  );
  const reply = await ask("POST /p/new");
  assert.equal(reply.status, 405);
  assert.equal(reply.headers.allow, "DELETE, GET, HEAD, PUT");
  assert.equal(JSON.parse(reply.body).detail, "/p/new answers DELETE, GET, HEAD, PUT, not POST.");
});

test("Allow counts the routes of mounted apps, however deep", async (t) => {
  const { ask } = await serve(t, (app) => {
    const inner = createApp();
    inner.put("/c", answer);
    const middle = createApp();
    middle.use("/b", inner).patch("/b/c", answer);
    app.get("/a/b/c", answer).use("/a", middle);
  });
  const reply = await ask("POST /a/b/c");
  assert.equal(reply.status, 405);
  assert.equal(reply.headers.allow, "GET, HEAD, PATCH, PUT");
});

test("Allow follows the mounted app's own idea of a slash at the end", async (t) => {
  const { ask } = await serve(
    t,
    (app) => {
      const inner = createApp();
      app.use("/api", inner.get("/", answer).get("/a", answer));
    },
    { strict: true },
  );
  for (const path of ["/api/", "/api/a/"]) {
    assert.equal((await ask(`GET ${path}`)).status, 200);
    assert.equal((await ask(`POST ${path}`)).status, 405);
  }
});

test("HEAD is 405 where only other verbs are", async (t) => {
  const { ask } = await serve(t, (app) => app.post("/a", answer));
  const reply = await ask("HEAD /a");
  assert.equal(reply.status, 405);
  assert.equal(reply.headers.allow, "POST");
});

test("a route that had the verb and passed the request on leaves 404, not 405", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/a", (_req, _res, next) => next()).post("/a", answer));
  assert.equal((await ask("GET /a")).status, 404);
});

test("a path that does not decode is 400", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", answer).all("/*rest", answer));
  for (const path of ["/%zz", "/a/%", "/%ff", "/%c3/b"]) {
    const reply = await ask(`GET ${path}`);
    assert.equal(reply.status, 400);
    assert.equal(JSON.parse(reply.body).detail, "The path is not well encoded.");
  }
});

test("a query that does not decode is no reason to refuse the path", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/a", (req, res) => res.json(req.query.get("b"))));
  assert.equal((await ask("GET /a?b=%zz")).body, '"%zz"');
});

for (const line of ["GET /nothing", "POST /a", "GET /%zz", "HEAD /nothing"]) {
  test(`${line} is answered after the middleware has run, whose header stays`, async (t) => {
    const { ask } = await serve(t, (app) => app.use(mark).get("/a", answer));
    assert.equal((await ask(line)).headers["x-seen"], "yes");
  });
}

test("a middleware may answer what no route does", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/a", answer).use((_req, res) => res.status(404).text("my own page")),
  );
  assert.equal((await ask("GET /b")).body, "my own page");
  assert.equal((await ask("POST /a")).body, "my own page");
});

test("error handlers see 404, 405 and 400", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/a", answer).onError((error, _req, res) => res.status(418).text(error.message)),
  );
  assert.equal((await ask("GET /b")).body, "There is nothing at /b.");
  assert.equal((await ask("POST /a")).status, 418);
  assert.equal((await ask("GET /%zz")).status, 418);
});
