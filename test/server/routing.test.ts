// Which route answers: static text beats `:param` beats `*rest`, chosen among the routes that have the verb.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handler } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const answer =
  (name: string): Handler =>
  (_req, res) =>
    res.text(name);

const orders = [
  ["/p/new", "/p/:id", "/p/*rest"],
  ["/p/*rest", "/p/:id", "/p/new"],
  ["/p/:id", "/p/*rest", "/p/new"],
];

for (const paths of orders) {
  test(`static text beats a parameter, which beats the rest, when added as ${paths.join(", ")}`, async (t) => {
    const { ask } = await serve(t, (app) => {
      for (const path of paths) app.get(path, answer(path));
    });
    assert.equal((await ask("GET /p/new")).body, "/p/new");
    assert.equal((await ask("GET /p/1")).body, "/p/:id");
    assert.equal((await ask("GET /p/new/1")).body, "/p/*rest");
  });
}

test("a route is chosen among those that have the verb", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/p/new", answer("GET /p/new")).put("/p/:id", answer("PUT /p/:id")),
  );
  assert.equal((await ask("PUT /p/new")).body, "PUT /p/:id");
});

test("static text that leads nowhere does not hide a parameter or the rest", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/a/b/c", answer("/a/b/c")).get("/:x/b/:y", answer("/:x/b/:y")).get("/*rest", answer("/*rest")),
  );
  assert.equal((await ask("GET /a/b/c")).body, "/a/b/c");
  assert.equal((await ask("GET /a/b/d")).body, "/:x/b/:y");
  assert.equal((await ask("GET /a/b")).body, "/*rest");
});

test("paths are case-sensitive", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/Products", answer("found")));
  assert.equal((await ask("GET /Products")).status, 200);
  assert.equal((await ask("GET /products")).status, 404);
});

test("the query plays no part in the choice", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/p", answer("/p")).get("/p/:id", answer("/p/:id")));
  assert.equal((await ask("GET /p?a=/b")).body, "/p");
  assert.equal((await ask("GET /p/1?a=/b")).body, "/p/:id");
});

test("one slash at the end makes no other path", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/a", answer("/a")).get("/b/", answer("/b/")));
  assert.equal((await ask("GET /a/")).body, "/a");
  assert.equal((await ask("GET /b")).body, "/b/");
  assert.equal((await ask("GET /a//")).status, 404);
});

test("with `strict`, a slash at the end makes another path", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/a", answer("/a")).get("/b/", answer("/b/")), {
    strict: true,
  });
  assert.equal((await ask("GET /a")).body, "/a");
  assert.equal((await ask("GET /a/")).status, 404);
  assert.equal((await ask("GET /b/")).body, "/b/");
  assert.equal((await ask("GET /b")).status, 404);
});

test("an empty segment is a segment: /a//b is not /a/b", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", answer("/")).get("/a/b", answer("/a/b")));
  assert.equal((await ask("GET /a//b")).status, 404);
  assert.equal((await ask("GET //a/b")).status, 404);
  assert.equal((await ask("GET //")).status, 404);
});

test("dots in a path are plain text: nothing is resolved", async (t) => {
  const { connect } = await serve(t, (app) => app.get("/b", answer("/b")));
  const connection = await connect();
  connection.send("GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal((await connection.reply()).status, 404);
});

test("a route added after the first request answers the next one", async (t) => {
  const { app, ask } = await serve(t, (app) => app.get("/:any", answer("/:any")));
  assert.equal((await ask("GET /late")).body, "/:any");
  app.get("/late", answer("/late"));
  assert.equal((await ask("GET /late")).body, "/late");
});

test("app.all answers every verb, beside and after the verbs added before it", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/a", answer("get")).all("/a", answer("all")));
  assert.equal((await ask("GET /a")).body, "get");
  assert.equal((await ask("DELETE /a")).body, "all");
  assert.equal((await ask("OPTIONS /a")).body, "all");
});

test("each verb has a method", async (t) => {
  const { ask } = await serve(t, (app) => {
    for (const verb of ["get", "post", "put", "patch", "delete", "options"] as const) {
      app[verb]("/a", answer(verb));
    }
  });
  for (const verb of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    assert.equal((await ask(`${verb} /a`)).body, verb.toLowerCase());
  }
});
