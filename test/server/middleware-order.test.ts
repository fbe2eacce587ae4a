// In which order middleware and handlers run, and where next() leads.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handler } from "../../src/index.ts";
import { serve } from "../support/app.ts";

/** Middleware that notes its name and passes on, and a handler that answers with all names noted. */
function trail() {
  const names: string[] = [];
  const pass =
    (name: string, signal?: "route"): Handler =>
    (_req, _res, next) => {
      names.push(name);
      return next(signal);
    };
  const answer =
    (name: string): Handler =>
    (_req, res) =>
      res.text([...names.splice(0), name].join(" "));
  return { pass, answer };
}

test("middleware runs in the order it was added, before the routes added after it", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) =>
    app
      .use(pass("one"))
      .use(pass("two"), pass("three"))
      .use([pass("four"), pass("five")] as never)
      .get("/", answer("route")),
  );
  assert.equal((await ask("GET /")).body, "one two three four five route");
});

test("middleware added after a route does not run for it", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) =>
    app.get("/a", answer("a")).use(pass("middleware")).get("/b", answer("b")),
  );
  assert.equal((await ask("GET /a")).body, "a");
  assert.equal((await ask("GET /b")).body, "middleware b");
});

test("middleware added after a route runs when the route passes the request on", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) => app.get("/a", pass("a")).use(answer("middleware")));
  assert.equal((await ask("GET /a")).body, "a middleware");
});

test("middleware added after the first request runs for the next one", async (t) => {
  const { pass, answer } = trail();
  const { app, ask } = await serve(t, (app) => app.get("/a", pass("a")).use(pass("first")));
  assert.equal((await ask("GET /a")).status, 404);
  app.use(answer("second"));
  assert.equal((await ask("GET /a")).body, "a first a first second");
});

test("middleware with a prefix runs only below it", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) =>
    app.use("/api", pass("api")).use("/api/v1", pass("v1")).get("/*rest", answer("route")),
  );
  assert.equal((await ask("GET /api")).body, "api route");
  assert.equal((await ask("GET /api/")).body, "api route");
  assert.equal((await ask("GET /api/v1/x")).body, "api v1 route");
  assert.equal((await ask("GET /apifoo")).body, "route");
  assert.equal((await ask("GET /API")).body, "route");
  assert.equal((await ask("GET /x/api")).body, "route");
});

test("a prefix compares decoded segments", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) => app.use("/admin", pass("guard")).get("/*rest", answer("route")));
  assert.equal((await ask("GET /%61dmin/x")).body, "guard route");
  assert.equal((await ask("GET /admin%2fx")).body, "route");
});

test("the handlers of a route run one after the other", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) => app.get("/", pass("one"), pass("two"), answer("three")));
  assert.equal((await ask("GET /")).body, "one two three");
});

test('next("route") skips the rest of the handlers', async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) =>
    app.get("/p/new", pass("new", "route"), pass("skipped")).get("/p/:id", answer("id")),
  );
  assert.equal((await ask("GET /p/new")).body, "new id");
});

test('next("route") in a middleware is next()', async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) => app.use(pass("middleware", "route")).get("/", answer("route")));
  assert.equal((await ask("GET /")).body, "middleware route");
});

test("next() past the last handler leads to the next less specific route, by way of the middleware between", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) =>
    app
      .use(pass("first"))
      .get("/p/new", pass("/p/new"))
      .use(pass("second"))
      .get("/p/:id", pass("/p/:id"))
      .use(pass("third"))
      .get("/*rest", answer("/*rest")),
  );
  assert.equal((await ask("GET /p/new")).body, "first /p/new second /p/:id third /*rest");
});

test("no middleware runs twice when the less specific route was added first", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) =>
    app.get("/*rest", pass("/*rest")).use(pass("first")).get("/p/new", pass("/p/new")).use(answer("second")),
  );
  assert.equal((await ask("GET /p/new")).body, "first /p/new /*rest second");
});

test("next() leads from a verb's route to app.all on the same path", async (t) => {
  const { pass, answer } = trail();
  const { ask } = await serve(t, (app) => app.get("/a", pass("get")).all("/a", answer("all")));
  assert.equal((await ask("GET /a")).body, "get all");
});

test("each route that the request reaches has its own params", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/p/:id", (_req, _res, next) => next()).get("/:any/*rest", (req, res) => res.json(req.params)),
  );
  assert.deepEqual(JSON.parse((await ask("GET /p/1")).body), { any: "p", rest: ["1"] });
});

test("a middleware that answers ends the way", async (t) => {
  const { answer } = trail();
  const { ask } = await serve(t, (app) => app.use(answer("middleware")).get("/", answer("route")));
  assert.equal((await ask("GET /")).body, "middleware");
});
