// OPTIONS is answered from the routes, when none of them answers it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp, type Handler } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const answer: Handler = (_req, res) => res.text("handler");

test("OPTIONS answers 204 with the verbs that the path has", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/p/new", answer).put("/p/:id", answer).delete("/*rest", answer).post("/p", answer),
  );
  const reply = await ask("OPTIONS /p/new");
  assert.equal(reply.status, 204);
  assert.equal(reply.headers.allow, "DELETE, GET, HEAD, PUT");
  assert.equal(reply.body, "");
});

test("OPTIONS counts the routes of mounted apps too", async (t) => {
  const { ask } = await serve(t, (app) => {
    const inner = createApp();
    inner.put("/p", answer);
    app.get("/api/p", answer).use("/api", inner);
  });
  assert.equal((await ask("OPTIONS /api/p")).headers.allow, "GET, HEAD, PUT");
});

test("OPTIONS of a path without routes is 404", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/a", answer));
  assert.equal((await ask("OPTIONS /b")).status, 404);
});

test("an OPTIONS route answers instead", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/a", answer).options("/a", answer));
  assert.equal((await ask("OPTIONS /a")).body, "handler");
});

test("OPTIONS * answers 204 for the whole server, and is no path", async (t) => {
  const { connect } = await serve(t, (app) => {
    const inner = createApp();
    inner.all("/*rest", answer);
    app.all("/*rest", answer).use("/", inner);
  });
  const connection = await connect();
  connection.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  const reply = await connection.reply();
  assert.equal(reply.status, 204);
});

test("OPTIONS runs the middleware before it is answered", async (t) => {
  const { ask, connect } = await serve(t, (app) =>
    app
      .use((_req, res, next) => {
        res.setHeader("X-Seen", "yes");
        return next();
      })
      .get("/a", answer),
  );
  assert.equal((await ask("OPTIONS /a")).headers["x-seen"], "yes");
  const connection = await connect();
  connection.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal((await connection.reply()).headers["x-seen"], "yes");
});
