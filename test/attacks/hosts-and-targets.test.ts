// Odd Host fields and request targets: refused or served, never a crash.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, cookies, files, logger, sameOrigin } from "../../src/index.ts";
import { serve } from "../support/app.ts";

function build(app: App): void {
  app.use(logger({ write: () => {} }), cookies(), sameOrigin(), files(import.meta.dirname));
  app.get("/", (req, res) => res.json([req.headers.host ?? null, req.url, req.path]));
  app.get("/*path", (req, res) => res.json([req.headers.host ?? null, req.url, req.path]));
}

for (const [what, lines] of [
  ["two Host fields", "Host: a\r\nHost: b\r\n"],
  ["the same Host twice", "Host: a\r\nHOST: a\r\n"],
  ["no Host", ""],
  ["an empty Host", "Host:\r\n"],
  ["a Host with a path", "Host: a/b\r\n"],
  ["a Host with a user", "Host: a@b\r\n"],
  ["a Host with a space", "Host: a b\r\n"],
  ["a Host with a query", "Host: a?b\r\n"],
  ["a Host with markup", 'Host: "><script>\r\n'],
  ["a Host with a backslash", "Host: a\\b\r\n"],
] as const) {
  test(`a request with ${what} is refused`, async (t) => {
    const { connect } = await serve(t, build);
    const { send, reply } = await connect();
    send(`GET / HTTP/1.1\r\n${lines}\r\n`);
    assert.equal((await reply()).status, 400);
    send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert.equal((await reply()).status, 200);
  });
}

test("an HTTP/1.0 request needs no Host", async (t) => {
  const { connect } = await serve(t, build);
  const { send, reply, end } = await connect();
  send("GET / HTTP/1.0\r\n\r\n");
  assert.deepEqual(JSON.parse((await reply()).body), [null, "/", "/"]);
  await end();
});

for (const [target, host, url] of [
  ["http://shop.example/a?b", "shop.example", "/a?b"],
  ["HTTP://shop.example:8080", "shop.example:8080", "/"],
  ["http://user:password@shop.example/a", "shop.example", "/a"],
  ["http://shop.example//evil.example/a", "shop.example", "//evil.example/a"],
  ["http://shop.example?a", "shop.example", "/?a"],
  ["//evil.example/a", "x", "//evil.example/a"],
  ["/http://evil.example/", "x", "/http://evil.example/"],
] as const) {
  test(`the target ${target} is the path ${url} of ${host}`, async (t) => {
    const { connect } = await serve(t, build);
    const { send, reply } = await connect();
    send(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const { status, body } = await reply();
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body).slice(0, 2), [host, url]);
  });
}

for (const target of [
  "*",
  "http://",
  "http:///",
  "http:///x",
  "http://:80/",
  "http://[/",
  "http://a b/",
  "http://a:99999/",
  "http://%zz/",
  "foo:bar",
  "foo://bar",
  "foo://",
  "file:///etc/passwd",
  "javascript://x/%0aalert(1)",
  "x",
  "?x",
  "#x",
  "//",
  "///",
  "//[",
  "//:80",
  "//@",
  "/\\",
  "/?",
  "/#x",
  "/%",
  "/%ff",
  "\\\\evil.example\\x",
  "/\u00e9",
  "/\u0000",
]) {
  test(`the target ${JSON.stringify(target)} does no harm`, async (t) => {
    const { ask, connect } = await serve(t, build);
    for (const method of ["GET", "POST", "OPTIONS", "HEAD"]) {
      const { send, reply } = await connect();
      send(Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, "latin1"));
      const { status } = await reply({ bodiless: method === "HEAD" });
      assert.ok(status < 500, `${method} answered ${status}`);
    }
    assert.equal((await ask("GET /")).status, 200);
  });
}

test("OPTIONS * is answered 204, GET * is refused", async (t) => {
  const { connect } = await serve(t, build);
  const { send, reply } = await connect();
  send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\nGET * HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal((await reply()).status, 204);
  assert.equal((await reply()).status, 400);
});

test("CONNECT makes no tunnel, and Upgrade is ignored", async (t) => {
  const { connect } = await serve(t, build);
  const tunnel = await connect();
  tunnel.send("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n");
  await tunnel.end();
  assert.doesNotMatch(tunnel.received, / 2\d\d /);
  const { send, reply } = await connect();
  for (const upgrade of ["websocket", "h2c", "x"]) {
    send(`GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${upgrade}\r\n\r\n`);
    assert.equal((await reply()).status, 200);
  }
});

for (const [what, bytes] of [
  ["random bytes", Buffer.from("8f02a7ff00c3d1fe0d0a0d0a", "hex")],
  ["a TLS hello", Buffer.from("16030100a5010000a10303", "hex")],
  ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["a version that does not exist", "GET / HTTP/9.9\r\nHost: x\r\n\r\n"],
  ["a verb that does not exist", "TEAPOT / HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["a request without a version", "GET /\r\n\r\n"],
] as const) {
  test(`${what} gets 400 and the end of the connection`, async (t) => {
    const { ask, connect } = await serve(t, build);
    const { send, reply, end } = await connect();
    send(bytes);
    assert.equal((await reply()).status, 400);
    await end();
    assert.equal((await ask("GET /")).status, 200);
  });
}

test("an expectation that nobody knows gets 417, and the process lives", async (t) => {
  const { ask, connect } = await serve(t, (app) => app.get("/", (_req, res) => res.text("here")));
  const client = await connect();
  client.send("GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n");
  assert.equal((await client.reply()).status, 417);
  await client.end();
  assert.equal((await ask("GET /")).body, "here");
});

test("garbage behind a request does not take the request's place", async (t) => {
  const { connect } = await serve(t, (app) =>
    app.get("/slow", (_req, res) => {
      setImmediate(() => setImmediate(() => res.text("slow")));
    }),
  );
  const client = await connect();
  client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\ngarbage\r\n\r\n");
  const reply = await client.reply();
  assert.equal(reply.body, "slow");
  assert.equal(reply.headers.connection, "close");
  await client.end();
});
