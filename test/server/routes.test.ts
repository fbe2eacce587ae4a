// app.routes(): the list of what an app answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../../src/index.ts";

const handler = () => {};

test("app.routes() lists verb and path in the order they were added", () => {
  const app = createApp()
    .post("/b", handler)
    .get("/a/:id", handler)
    .use(handler)
    .all("/*rest", handler)
    .head("/", handler);
  assert.deepEqual(app.routes(), [
    { method: "POST", path: "/b" },
    { method: "GET", path: "/a/:id" },
    { method: "ALL", path: "/*rest" },
    { method: "HEAD", path: "/" },
  ]);
});

test("the routes of mounted apps have their prefix", () => {
  const inner = createApp().get("/", handler).get("/p/:id", handler);
  const middle = createApp().use("/v1/", inner).get("/status", handler);
  const app = createApp().use("/api", middle).use(createApp().get("/top", handler));
  assert.deepEqual(
    app.routes().map(({ path }) => path),
    ["/api/status", "/api/v1", "/api/v1/p/:id", "/top"],
  );
});

test("a route that is added to a mounted app later is listed", () => {
  const inner = createApp();
  const app = createApp().use("/api", inner);
  inner.get("/late", handler);
  assert.deepEqual(app.routes(), [{ method: "GET", path: "/api/late" }]);
});

test("changing the list changes no route", () => {
  const app = createApp().get("/a", handler);
  app.routes().pop();
  assert.equal(app.routes().length, 1);
});
