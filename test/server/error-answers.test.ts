// The answer that an error becomes: a problem document or a page, without what the handler had prepared.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const JSON_TYPE = "application/problem+json";
const HTML_TYPE = "text/html; charset=utf-8";

const accepted: [accept: string | undefined, type: string][] = [
  [undefined, JSON_TYPE],
  ["*/*", JSON_TYPE],
  ["application/json", JSON_TYPE],
  ["image/png", JSON_TYPE],
  ["text/html", HTML_TYPE],
  ["text/*", HTML_TYPE],
  ["TEXT/HTML", HTML_TYPE],
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML_TYPE],
  ["text/html;q=0.5, application/json", JSON_TYPE],
  ["application/json;q=0.5, text/html;q=0.6", HTML_TYPE],
  ["text/html;q=0, */*", JSON_TYPE],
  ["text/html, application/json", JSON_TYPE],
];

for (const [accept, type] of accepted) {
  test(`an error is ${type} for a client that accepts ${accept ?? "whatever comes"}`, async (t) => {
    const { ask } = await serve(t, () => {});
    const reply = await ask("GET /", accept === undefined ? {} : { headers: { accept } });
    assert.equal(reply.headers["content-type"], type);
    assert.equal(reply.headers.vary, "Accept");
  });
}

const renamed: [status: number, phrase: string][] = [
  [413, "Content Too Large"],
  [422, "Unprocessable Content"],
];

for (const [status, phrase] of renamed) {
  test(`${status} has the name that RFC 9110 gives it, in the first line, the document and the page`, async (t) => {
    const { url, ask } = await serve(t, (app) =>
      app.get("/", () => {
        throw new HttpError(status);
      }),
    );
    assert.equal((await fetch(`${url}/`)).statusText, phrase);
    const { title, detail } = JSON.parse((await ask("GET /")).body);
    assert.deepEqual([title, detail], [phrase, phrase]);
    const page = await ask("GET /", { headers: { accept: "text/html" } });
    assert.ok(page.body.includes(`<h1>${status} ${phrase}</h1>`));
  });
}

test("what a client sent is escaped in the error page", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (req) => {
      throw new HttpError(400, `No ${req.query.get("q")}.`);
    }),
  );
  const { body } = await ask(`GET /?q=${encodeURIComponent(`<img src=x onerror="alert('1')">&`)}`, {
    headers: { accept: "text/html" },
  });
  assert.ok(body.includes("No &lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;."));
  assert.ok(body.includes("<title>400 Bad Request</title>"));
});

test("what the handler set for its own answer is not on the error's", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      res.status(201).setHeader("ETag", '"1"');
      res.setHeader("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT");
      res.setHeader("Cache-Control", "public, max-age=31536000");
      res.setHeader("Content-Type", "image/png");
      res.setHeader("Content-Length", 3);
      res.setHeader("Content-Encoding", "gzip");
      throw new HttpError(404, "Gone fishing.");
    }),
  );
  const { status, headers, body } = await ask("GET /");
  assert.equal(status, 404);
  assert.equal(JSON.parse(body).detail, "Gone fishing.");
  assert.equal(headers["content-type"], JSON_TYPE);
  assert.equal(headers["content-length"], String(body.length));
  for (const name of ["etag", "last-modified", "cache-control", "content-encoding"]) {
    assert.equal(headers[name], undefined, name);
  }
});

test("what describes a body that is not sent, or keeps it in caches, is not on the error's answer", async (t) => {
  const fields = ["Content-Disposition", "Content-Language", "Content-Location", "Content-Range", "Expires"];
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      for (const name of fields) res.setHeader(name, "x");
      throw new HttpError(404);
    }),
  );
  const { headers } = await ask("GET /");
  assert.deepEqual(
    fields.filter((name) => headers[name.toLowerCase()] !== undefined),
    [],
  );
});

test("Vary, cookies and the middleware's own headers stay", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use((_req, res, next) => {
      res.vary("Origin").setHeader("Set-Cookie", "a=1");
      res.setHeader("X-Request-Id", "7");
      return next();
    }),
  );
  const { headers } = await ask("GET /");
  assert.equal(headers.vary, "Origin, Accept");
  assert.equal(headers["set-cookie"], "a=1");
  assert.equal(headers["x-request-id"], "7");
});

test("res.vary names each field once", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .get("/twice", (_req, res) => res.vary("Accept").vary("accept").vary("Origin").send())
      .get("/any", (_req, res) => res.setHeader("Vary", "*").vary("Accept").send()),
  );
  assert.equal((await ask("GET /twice")).headers.vary, "Accept, Origin");
  assert.equal((await ask("GET /any")).headers.vary, "*");
});
