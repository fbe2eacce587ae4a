// morgan: a line for every request, whoever answers it, with the status and the length of the answer.

import assert from "node:assert/strict";
import { test } from "node:test";
import morgan from "morgan";
import { type App, createApp, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

/** morgan, and the lines that it writes. */
function logger() {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  return { lines, log: morgan(":method :url :status :res[content-length]", { stream }) };
}

function products(app: App): App {
  app.get("/", (_req, res) => res.json({ name: "Café" }));
  app.get("/taken", () => {
    throw new HttpError(409, "Somebody was faster.");
  });
  return app;
}

for (const request of ["GET /", "HEAD /", "GET /nowhere?x=1", "POST /", "GET /taken"]) {
  test(`the line of ${request} has the status and the length`, async (t) => {
    const { lines, log } = logger();
    const { ask } = await serve(t, (app) => products(app.use(log)));
    const { status, headers } = await ask(request);
    await eventually(() => lines.length > 0, "the line");
    assert.ok(Number(headers["content-length"]) > 0);
    assert.deepEqual(lines, [`${request} ${status} ${headers["content-length"]}\n`]);
  });
}

test("an answer without a body has no length", async (t) => {
  const { lines, log } = logger();
  const { ask } = await serve(t, (app) => app.use(log).get("/", (_req, res) => res.status(204).send()));
  await ask("GET /");
  await eventually(() => lines.length > 0, "the line");
  assert.deepEqual(lines, ["GET / 204 -\n"]);
});

test("a client that leaves before the answer has a line without a status", async (t) => {
  const { lines, log } = logger();
  let entered = false;
  const { connect } = await serve(t, (app) =>
    app.use(log).get("/", () => {
      entered = true;
    }),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await eventually(() => entered, "the handler");
  connection.socket.destroy();
  await eventually(() => lines.length > 0, "the line");
  assert.deepEqual(lines, ["GET / - -\n"]);
});

test("with a path, in a mounted app and on one route it logs what is there, with the whole URL", async (t) => {
  const { lines, log } = logger();
  const { ask } = await serve(t, (app) => {
    app.use("/prefix", log);
    app.use("/mounted", products(createApp().use(log)));
    app.get("/route", log, (_req, res) => res.text("here"));
  });
  for (const path of ["/", "/prefix/a?b", "/mounted/taken", "/route"]) await ask(`GET ${path}`);
  await eventually(() => lines.length === 3, "three lines");
  assert.deepEqual(
    lines.map((line) => line.split(" ", 3).join(" ")),
    ["GET /prefix/a?b 404", "GET /mounted/taken 409", "GET /route 200"],
  );
});
