// HEAD is answered from GET: the same header, no body.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { type App, HttpError, html } from "../../src/index.ts";
import { type Reply, serve } from "../support/app.ts";

/** The header without what differs for other reasons: the moment, and that undici closes after each HEAD. */
function header({ headers }: Reply) {
  const { date: _date, connection: _connection, "keep-alive": _keepAlive, ...rest } = headers;
  return rest;
}

const answers: Record<string, (app: App) => void> = {
  "res.json": (app) => app.get("/", (_req, res) => res.json({ name: "Café" })),
  "res.text": (app) => app.get("/", (_req, res) => res.text("Café")),
  "res.html": (app) => app.get("/", (_req, res) => res.html(html`<p>Café</p>`)),
  "bytes and a length of its own": (app) =>
    app.get("/", (_req, res) => res.setHeader("Content-Length", 3).send(Buffer.from("abc"))),
  "an empty body": (app) => app.get("/", (_req, res) => res.text("")),
  "nothing but a status": (app) => app.get("/", (_req, res) => res.status(202).send()),
  "res.end and an encoding": (app) => app.get("/", (_req, res) => res.end("é", "latin1")),
  "a redirect": (app) => app.get("/", (_req, res) => res.redirect("/elsewhere")),
  "204": (app) => app.get("/", (_req, res) => res.status(204).send()),
  "an HttpError": (app) =>
    app.get("/", () => {
      throw new HttpError(409, "No.");
    }),
  "404": () => {},
};

for (const [what, build] of Object.entries(answers)) {
  test(`HEAD has the status and the header of a GET that answers with ${what}`, async (t) => {
    const { ask } = await serve(t, build);
    const get = await ask("GET /");
    const head = await ask("HEAD /");
    assert.equal(head.status, get.status);
    assert.deepEqual(header(head), header(get));
    assert.equal(head.body, "");
  });
}

test("HEAD of a stream has no body, and the connection goes on", async (t) => {
  const { connect } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      res.setHeader("Content-Type", "text/plain");
      Readable.from(["one", "two"]).pipe(res);
    }),
  );
  const connection = await connect();
  connection.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  const head = await connection.reply({ bodiless: true });
  assert.equal(head.status, 200);
  assert.equal(head.headers["content-type"], "text/plain");
  connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal((await connection.reply()).body, "onetwo");
});

test("a handler of GET sees that the request is HEAD", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (req, res) => res.setHeader("X-Method", req.method).send()),
  );
  assert.equal((await ask("HEAD /")).headers["x-method"], "HEAD");
});

test("a HEAD route goes before the GET route beside it, whatever the order", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .get("/", (_req, res) => res.text("get"))
      .head("/", (_req, res) => res.setHeader("X-Route", "head").send()),
  );
  assert.equal((await ask("HEAD /")).headers["x-route"], "head");
  assert.equal((await ask("GET /")).body, "get");
});

test("a GET route goes before a less specific HEAD route", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .head("/*rest", (_req, res) => res.setHeader("X-Route", "head").send())
      .get("/a", (_req, res) => res.setHeader("X-Route", "get").send()),
  );
  assert.equal((await ask("HEAD /a")).headers["x-route"], "get");
  assert.equal((await ask("HEAD /b")).headers["x-route"], "head");
});
