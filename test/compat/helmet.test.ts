// helmet: its header fields stand on every answer, also on those that the kit gives by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import helmet from "helmet";
import { createApp } from "../../src/index.ts";
import { type Reply, serve } from "../support/app.ts";

function hasFields({ headers }: Reply): boolean {
  return (
    headers["x-content-type-options"] === "nosniff" &&
    headers["x-frame-options"] === "SAMEORIGIN" &&
    String(headers["content-security-policy"]).startsWith("default-src 'self';")
  );
}

const ANSWERS: [request: string, status: number][] = [
  ["GET /", 200],
  ["HEAD /", 200],
  ["OPTIONS /", 204],
  ["GET /old", 302],
  ["GET /nowhere", 404],
  ["GET /%zz", 400],
  ["DELETE /", 405],
];

for (const [request, status] of ANSWERS) {
  test(`the fields are on ${request}, which gets ${status}`, async (t) => {
    const { ask } = await serve(t, (app) => {
      app.use(helmet());
      app.get("/", (_req, res) => res.json({}));
      app.get("/old", (_req, res) => res.redirect("/"));
    });
    const reply = await ask(request);
    assert.equal(reply.status, status);
    assert.ok(hasFields(reply));
  });
}

test("the fields are on the answer to an error", async (t) => {
  const { ask, report } = await serve(t, (app) => {
    app.use(helmet());
    app.get("/", () => {
      throw new Error("broken");
    });
  });
  const reply = await ask("GET /");
  assert.equal(reply.status, 500);
  assert.ok(hasFields(reply));
  await report("error");
});

test("with a path, in a mounted app and on one route the fields are there only", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use("/prefix", helmet());
    app.use("/mounted", createApp().use(helmet()));
    app.get("/route", helmet(), (_req, res) => res.text("here"));
  });
  for (const path of ["/prefix/nowhere", "/mounted/nowhere", "/route"]) {
    assert.ok(hasFields(await ask(`GET ${path}`)), path);
  }
  for (const path of ["/nowhere", "/prefixed", "/route/more"]) {
    assert.ok(!hasFields(await ask(`GET ${path}`)), path);
  }
});
