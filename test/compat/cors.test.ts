// cors: it answers preflights before the kit's own OPTIONS does, and its fields are on errors too.

import assert from "node:assert/strict";
import { test } from "node:test";
import cors from "cors";
import { createApp, type Handler, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const ORIGIN = "https://shop.example";
const simple = { headers: { Origin: ORIGIN } };
const preflight = { headers: { Origin: ORIGIN, "Access-Control-Request-Method": "PUT" } };
const answer: Handler = (_req, res) => res.json({});

test("a simple request gets the field that lets the page read the answer", async (t) => {
  const { ask } = await serve(t, (app) => app.use(cors()).get("/", answer));
  const { status, headers } = await ask("GET /", simple);
  assert.equal(status, 200);
  assert.equal(headers["access-control-allow-origin"], "*");
});

for (const path of ["/products", "/nowhere"]) {
  test(`a preflight for ${path} is answered by cors`, async (t) => {
    const { ask } = await serve(t, (app) => app.use(cors()).put("/products", answer));
    const { status, headers, body } = await ask(`OPTIONS ${path}`, preflight);
    assert.equal(status, 204);
    assert.equal(headers["access-control-allow-methods"], "GET,HEAD,PUT,PATCH,POST,DELETE");
    assert.equal(headers.allow, undefined);
    assert.equal(body, "");
  });

  test(`a preflight for ${path} gets the status of optionsSuccessStatus`, async (t) => {
    const { ask } = await serve(t, (app) =>
      app.use(cors({ optionsSuccessStatus: 200 })).put("/products", answer),
    );
    const { status, headers, body } = await ask(`OPTIONS ${path}`, preflight);
    assert.equal(status, 200);
    assert.equal(headers["access-control-allow-origin"], "*");
    assert.equal(headers["content-length"], "0");
    assert.equal(body, "");
  });
}

test("with preflightContinue the kit's own OPTIONS answers, with the fields of both", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use(cors({ preflightContinue: true })).put("/products", answer),
  );
  const { status, headers } = await ask("OPTIONS /products", preflight);
  assert.equal(status, 204);
  assert.equal(headers.allow, "PUT");
  assert.equal(headers["access-control-allow-origin"], "*");
});

test("credentials are allowed to the origins on the list only", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use(cors({ origin: [ORIGIN], credentials: true })).get("/", answer),
  );
  const { headers } = await ask("GET /", simple);
  assert.equal(headers["access-control-allow-origin"], ORIGIN);
  assert.equal(headers["access-control-allow-credentials"], "true");
  assert.equal(headers.vary, "Origin");
  const other = await ask("GET /", { headers: { Origin: "https://evil.example" } });
  assert.equal(other.status, 200);
  assert.equal(other.headers["access-control-allow-origin"], undefined);
});

test("errors carry the fields, so that the page can read what went wrong", async (t) => {
  const { ask, report } = await serve(t, (app) => {
    app.use(cors({ origin: ORIGIN }));
    app.get("/broken", () => Promise.reject(new Error("broken")));
    app.get("/taken", () => {
      throw new HttpError(409, "Somebody was faster.");
    });
  });
  const answers: [request: string, status: number][] = [
    ["GET /nowhere", 404],
    ["POST /taken", 405],
    ["GET /taken", 409],
    ["GET /broken", 500],
  ];
  for (const [request, status] of answers) {
    const { headers, ...reply } = await ask(request, simple);
    assert.equal(reply.status, status);
    assert.equal(headers["access-control-allow-origin"], ORIGIN, request);
    assert.equal(headers.vary, "Origin, Accept", request);
  }
  await report("error");
});

test("an origin that a callback refuses gets the callback's error", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use(
      cors({
        origin: (_origin, done) => setImmediate(done, new HttpError(403, "This origin is not welcome.")),
      }),
    );
    app.get("/", answer);
  });
  assert.equal((await ask("GET /", simple)).status, 403);
});

test("with a path, in a mounted app and on one route cors answers there only", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use("/prefix", cors()).put("/prefix", answer);
    app.use("/mounted", createApp().use(cors()).put("/", answer));
    app.options("/route", cors()).put("/route", cors(), answer);
    app.put("/", answer);
  });
  for (const path of ["/prefix", "/mounted", "/route"]) {
    for (const method of ["OPTIONS", "PUT"]) {
      const { headers } = await ask(`${method} ${path}`, preflight);
      assert.equal(headers["access-control-allow-origin"], "*", `${method} ${path}`);
      assert.equal(headers.allow, undefined);
    }
  }
  const { headers } = await ask("OPTIONS /", preflight);
  assert.equal(headers["access-control-allow-origin"], undefined);
  assert.equal(headers.allow, "PUT");
});
