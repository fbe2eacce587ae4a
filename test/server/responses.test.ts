// How a handler answers: json, html, text, send, status.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Handler, html } from "../../src/index.ts";
import { type Reply, serve } from "../support/app.ts";

/** The type and the body of a reply. */
const content = ({ headers, body }: Reply) => [headers["content-type"], body];

test("res.json answers with JSON", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (_req, res) => res.json({ name: "Café" })));
  const reply = await ask("GET /");
  assert.equal(reply.status, 200);
  assert.equal(reply.headers["content-type"], "application/json");
  assert.equal(reply.headers["content-length"], "16");
  assert.equal(reply.body, '{"name":"Café"}');
});

test("res.html answers with a page, in which values are escaped", async (t) => {
  const name = `<script>alert("1" & '2')</script>`;
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => res.html(html`<h1 title="${name}">${name}</h1>`)),
  );
  const reply = await ask("GET /");
  assert.equal(reply.headers["content-type"], "text/html; charset=utf-8");
  const escaped = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;";
  assert.equal(reply.body, `<h1 title="${escaped}">${escaped}</h1>`);
});

test("res.text answers with plain text", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (_req, res) => res.text("<b>☕")));
  assert.deepEqual(content(await ask("GET /")), ["text/plain; charset=utf-8", "<b>☕"]);
});

const bodies: [what: string, body: unknown, type: string | undefined, text: string][] = [
  ["a string as text", "<b>", "text/plain; charset=utf-8", "<b>"],
  ["an empty string as text", "", "text/plain; charset=utf-8", ""],
  ["a buffer as bytes", Buffer.from("abc"), "application/octet-stream", "abc"],
  ["an array of bytes as bytes", new Uint8Array([97, 98]), "application/octet-stream", "ab"],
  ["html as a page", html`<b>`, "text/html; charset=utf-8", "<b>"],
  ["an object as JSON", { a: 1 }, "application/json", '{"a":1}'],
  ["an array as JSON", [1], "application/json", "[1]"],
  ["a number as JSON", 0, "application/json", "0"],
  ["a boolean as JSON", false, "application/json", "false"],
  ["nothing for undefined", undefined, undefined, ""],
  ["nothing for null", null, undefined, ""],
];

for (const [what, body, type, text] of bodies) {
  test(`res.send sends ${what}`, async (t) => {
    const { ask } = await serve(t, (app) => app.get("/", (_req, res) => res.send(body)));
    const reply = await ask("GET /");
    assert.deepEqual(content(reply), [type, text]);
    assert.equal(reply.headers["content-length"], String(text.length));
  });
}

test("a Content-Type that is set before stays", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .get("/send", (_req, res) => res.setHeader("Content-Type", "image/svg+xml").send("<svg/>"))
      .get("/json", (_req, res) => res.setHeader("Content-Type", "application/ld+json").json({})),
  );
  assert.deepEqual(content(await ask("GET /send")), ["image/svg+xml", "<svg/>"]);
  assert.deepEqual(content(await ask("GET /json")), ["application/ld+json", "{}"]);
});

for (const status of [204, 205, 304]) {
  test(`an answer with ${status} has no body, whatever is sent`, async (t) => {
    const { ask } = await serve(t, (app) =>
      app.get("/", (_req, res) => res.status(status).setHeader("ETag", '"1"').json({ a: 1 })),
    );
    const reply = await ask("GET /");
    assert.equal(reply.status, status);
    assert.deepEqual(content(reply), [undefined, ""]);
    assert.equal(reply.headers.etag, '"1"');
    assert.ok([undefined, "0"].includes(reply.headers["content-length"] as string | undefined));
  });
}

test("node:http's own ways to answer work", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      res.writeHead(201, { "X-A": "1" });
      res.write("one ");
      res.end("two");
    }),
  );
  const reply = await ask("GET /");
  assert.deepEqual([reply.status, reply.headers["x-a"], reply.body], [201, "1", "one two"]);
});

/** What a handler does wrong, and the error that the log has. The client gets 500. */
const mistakes: [what: string, handler: Handler, name: string, message: RegExp][] = [
  [
    "res.json(undefined)",
    (_req, res) => res.json(undefined),
    "TypeError",
    /cannot send undefined: .*not found, or not returned/,
  ],
  ["res.json of a function", (_req, res) => res.json(() => 1), "TypeError", /cannot send a function/],
  ["res.json of a symbol", (_req, res) => res.json(Symbol("s")), "TypeError", /cannot send Symbol\(s\)/],
  [
    "res.json of a promise",
    (_req, res) => res.json(Promise.resolve(1)),
    "TypeError",
    /was given a promise, not its value\. Write: res\.json\(await \.\.\.\)/,
  ],
  ["res.send of a promise", (_req, res) => res.send(Promise.resolve(1)), "TypeError", /was given a promise/],
  ["res.json of a bigint", (_req, res) => res.json({ n: 1n }), "TypeError", /BigInt/],
  [
    "res.json of a circle",
    (_req, res) => {
      const circle: { self?: unknown } = {};
      circle.self = circle;
      res.json(circle);
    },
    "TypeError",
    /circular/,
  ],
  [
    "res.html of a string",
    (_req, res) => res.html("<b>" as never),
    "TypeError",
    /takes what the html tag makes/,
  ],
];

for (const [what, handler, name, message] of mistakes) {
  test(`${what} is refused`, async (t) => {
    const { ask, report } = await serve(t, (app) => app.get("/", handler));
    assert.equal((await ask("GET /")).status, 500);
    const { error } = await report("error");
    assert.equal(error?.name, name);
    assert.match(error?.message ?? "", message);
  });
}

const nonsense: [code: unknown, words: string][] = [
  [undefined, "undefined"],
  [null, "null"],
  ["404", 'the string "404"'],
  [Number.NaN, "NaN"],
  [0, "0"],
  [100, "100"],
  [199, "199"],
  [600, "600"],
  [200.5, "200.5"],
];

for (const [code, words] of nonsense) {
  test(`res.status refuses ${words}`, async (t) => {
    const { ask, report } = await serve(t, (app) =>
      app.get("/", (_req, res) => res.status(code as number).send()),
    );
    assert.equal((await ask("GET /")).status, 500);
    const { error } = await report("error");
    assert.equal(error?.name, "RangeError");
    assert.equal(error?.message, `res.status() takes an integer from 200 to 599, not ${words}.`);
  });
}
