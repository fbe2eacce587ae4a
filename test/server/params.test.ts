// What a handler finds in req.params: decoded segments, under the names that the route gives them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, createApp } from "../../src/index.ts";
import { serve } from "../support/app.ts";

/** Registers routes that answer with their parameters. */
const echo =
  (...paths: string[]) =>
  (app: App) => {
    for (const path of paths) app.get(path, (req, res) => res.json(req.params));
  };

test("a parameter is one decoded segment", async (t) => {
  const { ask } = await serve(t, echo("/shops/:shop/products/:id"));
  const reply = await ask("GET /shops/caf%C3%A9%20au%20lait/products/66432");
  assert.deepEqual(JSON.parse(reply.body), { shop: "café au lait", id: "66432" });
});

test("%2f stays inside its segment", async (t) => {
  const { ask } = await serve(t, echo("/p/:id", "/p/:id/:more"));
  assert.deepEqual(JSON.parse((await ask("GET /p/a%2fb")).body), { id: "a/b" });
});

test("a segment is decoded once", async (t) => {
  const { ask } = await serve(t, echo("/p/:id"));
  assert.deepEqual(JSON.parse((await ask("GET /p/%252e")).body), { id: "%2e" });
});

test("a plus sign in a path is a plus sign", async (t) => {
  const { ask } = await serve(t, echo("/p/:id"));
  assert.deepEqual(JSON.parse((await ask("GET /p/a+b")).body), { id: "a+b" });
});

test("static text is compared decoded", async (t) => {
  const { ask } = await serve(t, echo("/café", "/:other"));
  assert.deepEqual(JSON.parse((await ask("GET /caf%C3%A9")).body), {});
  assert.deepEqual(JSON.parse((await ask("GET /%63af%c3%a9")).body), {});
});

test("a parameter is never empty", async (t) => {
  const { ask } = await serve(t, echo("/p/:id/reviews", "/p/:id"));
  assert.equal((await ask("GET /p//reviews")).status, 404);
  assert.equal((await ask("GET /p/")).status, 404);
});

test("the rest is an array of decoded segments, and has at least one", async (t) => {
  const { ask } = await serve(t, echo("/files/*path"));
  assert.deepEqual(JSON.parse((await ask("GET /files/a/b%2fc/d")).body), { path: ["a", "b/c", "d"] });
  assert.deepEqual(JSON.parse((await ask("GET /files//a")).body), { path: ["", "a"] });
  assert.equal((await ask("GET /files")).status, 404);
});

test("segments named like properties of objects are plain text", async (t) => {
  const { ask } = await serve(t, echo("/p/:id", "/constructor/:constructor"));
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    assert.deepEqual(JSON.parse((await ask(`GET /p/${name}`)).body), { id: name });
    assert.equal((await ask(`GET /${name}`)).status, 404);
  }
  assert.deepEqual(JSON.parse((await ask("GET /constructor/x")).body), { constructor: "x" });
});

test("each verb of a path has its own names", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/p/:id", (req, res) => res.json(req.params)).put("/p/:slug", (req, res) => res.json(req.params)),
  );
  assert.deepEqual(JSON.parse((await ask("GET /p/1")).body), { id: "1" });
  assert.deepEqual(JSON.parse((await ask("PUT /p/1")).body), { slug: "1" });
});

test("a mounted app has the parameters of its own route", async (t) => {
  const { ask } = await serve(t, (app) => {
    const inner = createApp();
    echo("/p/:id")(inner);
    app.use("/api", inner);
  });
  assert.deepEqual(JSON.parse((await ask("GET /api/p/1")).body), { id: "1" });
});
