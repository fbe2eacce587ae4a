// What a handler can ask the request.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handler } from "../../src/index.ts";
import { serve } from "../support/app.ts";

test("req.path is decoded and without the query", async (t) => {
  const { ask } = await serve(t, (app) => app.use((req, res) => res.json(req.path)));
  const paths = {
    "/": "/",
    "/caf%C3%A9?size=s": "/café",
    "/a/": "/a/",
    "//a": "//a",
    "/a%2fb": "/a/b",
    "/?a=/b": "/",
  };
  for (const [sent, path] of Object.entries(paths)) {
    assert.equal(JSON.parse((await ask(`GET ${sent}`)).body), path);
  }
});

test("req.path is as sent when it does not decode", async (t) => {
  const { ask } = await serve(t, (app) => app.use((req, res) => res.json(req.path)));
  assert.equal((await ask("GET /%zz?a")).body, '"/%zz"');
});

test("req.query has every value of a name, decoded", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", ({ query }, res) => res.json([query.get("a"), query.getAll("b"), query.get("none")])),
  );
  assert.deepEqual(JSON.parse((await ask("GET /?a=caf%C3%A9+%26&b=1&b=2")).body), [
    "café &",
    ["1", "2"],
    null,
  ]);
});

test("req.query is empty without a query", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (req, res) => res.json([...req.query])));
  assert.equal((await ask("GET /")).body, "[]");
  assert.equal((await ask("GET /?")).body, "[]");
});

test("req.query knows no names of its own", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (req, res) => res.json([...req.query])));
  assert.deepEqual(JSON.parse((await ask("GET /?__proto__=1&a[b]=2")).body), [
    ["__proto__", "1"],
    ["a[b]", "2"],
  ]);
});

test("req.ip is the address of the other end, IPv4 without IPv6 around it", async (t) => {
  const { app, ask } = await serve(t, (app) => app.get("/", (req, res) => res.text(req.ip)));
  assert.equal((await ask("GET /", { headers: { "x-forwarded-for": "203.0.113.7" } })).body, "127.0.0.1");

  const server = await app.listen(0, "::").catch(() => undefined);
  if (server === undefined) return t.diagnostic("this machine has no IPv6");
  const address = server.address() as { port: number };
  const reply = await fetch(`http://127.0.0.1:${address.port}/`);
  assert.equal(await reply.text(), "127.0.0.1");
});

test("req.originalUrl is what the client sent", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .use((req, _res, next) => {
        req.url = "/rewritten";
        return next();
      })
      .use((req, res) => res.json([req.originalUrl, req.baseUrl])),
  );
  assert.deepEqual(JSON.parse((await ask("GET /a%20b?c")).body), ["/a%20b?c", ""]);
});

test("an absolute target is served by its path, and its host is the Host", async (t) => {
  const { connect } = await serve(t, (app) =>
    app.get("/a", (req, res) => res.json([req.url, req.headers.host])),
  );
  const connection = await connect();
  connection.send("GET http://shop.example/a?b HTTP/1.1\r\nHost: other.example\r\n\r\n");
  assert.deepEqual(JSON.parse((await connection.reply()).body), ["/a?b", "shop.example"]);
});

test("req.route and req.params belong to the route's handlers", async (t) => {
  const seen: unknown[] = [];
  const note: Handler = (req, _res, next) => {
    seen.push([req.route?.method, req.route?.path, { ...req.params }]);
    return next();
  };
  const { ask } = await serve(t, (app) => app.use(note).get("/p/:id", note).use(note));
  await ask("GET /p/1");
  assert.deepEqual(seen.slice(0, 2), [
    [undefined, undefined, {}],
    ["GET", "/p/:id", { id: "1" }],
  ]);
  assert.deepEqual((seen[2] as unknown[])[0], undefined);
});

test("one request's params are not another's, even where a handler changes them", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/p/:id", (req, res) => {
      const before = { ...req.params };
      Object.assign(req.params, { more: "x" });
      res.json(before);
    }),
  );
  await ask("GET /p/1");
  assert.deepEqual(JSON.parse((await ask("GET /p/2")).body), { id: "2" });
});

test("req.body is undefined until something parses it", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.post("/", (req, res) => {
      req.resume();
      res.json(req.body === undefined);
    }),
  );
  assert.equal((await ask("POST /", { body: "text" })).body, "true");
});

test("a property that a middleware sets is there in the handler", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .use((req, _res, next) => {
        Object.assign(req, { user: "reader" });
        return next();
      })
      .get("/", (req, res) => res.json((req as { user?: string }).user)),
  );
  assert.equal((await ask("GET /")).body, '"reader"');
});
