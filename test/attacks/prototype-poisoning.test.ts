// Names that mean something to JavaScript's objects, wherever a client may choose a name.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { cookies, form, json } from "../../src/index.ts";
import { serve } from "../support/app.ts";

afterEach(() => {
  const clean: { polluted?: unknown } = {};
  assert.equal(clean.polluted, undefined, "Object.prototype was changed.");
});

for (const body of [
  '{"__proto__":{"polluted":1}}',
  '{"a":[{"b":{"__proto__":{"polluted":1}}}]}',
  '{"\\u005f_proto__":{"polluted":1}}',
  '{"__proto__":null}',
  '[{"__proto__":1}]',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"a":{"constructor":{"prototype":null}}}',
]) {
  test(`json() refuses ${body}`, async (t) => {
    const { ask } = await serve(t, (app) => app.post("/", json(), (req, res) => res.json(req.body)));
    const headers = { "content-type": "application/json" };
    assert.equal((await ask("POST /", { headers, body })).status, 400);
    assert.equal((await ask("POST /", { headers, body: '{"constructor":"Ford","proto":1}' })).status, 200);
  });
}

test("__proto__ and constructor in a query or a form are names like others", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.get("/", (req, res) => res.json([...req.query]));
    app.post("/", form(), (req, res) => res.json([...(req.body as URLSearchParams)]));
  });
  const fields =
    "__proto__=1&__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__]=1&toString=1";
  const expected = [...new URLSearchParams(fields)];
  assert.deepEqual(JSON.parse((await ask(`GET /?${fields}`)).body), expected);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  assert.deepEqual(JSON.parse((await ask("POST /", { headers, body: fields })).body), expected);
});

test("__proto__ and constructor in a path are values like others", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.get("/products/:id", (req, res) => res.json(req.params));
    app.get("/files/*path", (req, res) => res.json(req.params));
  });
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "%5f_proto__"]) {
    const value = decodeURIComponent(name);
    assert.deepEqual(JSON.parse((await ask(`GET /products/${name}`)).body), { id: value });
    assert.deepEqual(JSON.parse((await ask(`GET /files/${name}/polluted`)).body), {
      path: [value, "polluted"],
    });
    assert.equal((await ask(`GET /${name}`)).status, 404);
    assert.equal((await ask(`GET /${name}/x`)).status, 404);
  }
});

test("a parameter cannot be called __proto__", async (t) => {
  await serve(t, (app) => {
    assert.throws(() => app.get("/:__proto__", () => {}), TypeError);
    assert.throws(() => app.get("/*__proto__", () => {}), TypeError);
  });
});

test("header fields called __proto__ and constructor change nothing", async (t) => {
  const { connect } = await serve(t, (app) =>
    app.get("/", (req, res) =>
      res.json([Object.getPrototypeOf(req.headers) === Object.prototype, "polluted" in req.headers]),
    ),
  );
  const { send, reply } = await connect();
  send(
    "GET / HTTP/1.1\r\nHost: x\r\n__proto__: polluted\r\n__proto__: x\r\nconstructor: x\r\ntoString: x\r\n\r\n",
  );
  assert.deepEqual(JSON.parse((await reply()).body), [true, false]);
  send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal((await reply()).status, 200);
});

test("cookies called __proto__ and constructor are cookies like others, and missing ones are missing", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use(cookies());
    app.get("/", (req, res) => {
      const jar = req.cookies ?? {};
      res.json(["__proto__", "constructor", "toString", "polluted"].map((name) => jar[name] ?? null));
    });
  });
  const headers = { cookie: "__proto__=x; constructor=y; __proto__.polluted=z" };
  assert.deepEqual(JSON.parse((await ask("GET /", { headers })).body), ["x", "y", null, null]);
  assert.deepEqual(JSON.parse((await ask("GET /")).body), [null, null, null, null]);
});
