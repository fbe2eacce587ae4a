// However a handler fails, the client gets one answer, and nothing of an error that was not meant for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Handler, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const ways: Record<string, Handler> = {
  "a throw": () => {
    throw new Error("secret");
  },
  "a rejection": async () => {
    throw new Error("secret");
  },
  "next(error)": (_req, _res, next) => next(new Error("secret")),
  "next(error) from a callback": (_req, _res, next) => {
    setImmediate(() => next(new Error("secret")));
  },
  "a plain function that returns a rejected promise": () => Promise.reject(new Error("secret")),
  "a thenable that rejects": () => ({
    // biome-ignore lint/suspicious/noThenProperty: a promise of another library is what this is about.
    then: (_done: unknown, fail: (error: Error) => void) => fail(new Error("secret")),
  }),
  "a throw of what is no Error": () => {
    throw "secret";
  },
  "a throw of nothing": () => {
    throw undefined;
  },
  'next("something")': (_req, _res, next) => next("secret"),
  "an error with a status of its own": () => {
    throw Object.assign(new Error("secret"), { status: 404, statusCode: 404, expose: true });
  },
};

for (const [what, handler] of Object.entries(ways)) {
  test(`${what} is answered 500 without its message, and reported`, async (t) => {
    const { ask, report } = await serve(t, (app) => app.get("/", handler));
    const reply = await ask("GET /");
    assert.equal(reply.status, 500);
    assert.deepEqual(JSON.parse(reply.body), {
      title: "Internal Server Error",
      status: 500,
      detail: "The server made a mistake. The terminal in which it runs says which.",
    });
    const { message, error } = await report("error");
    assert.match(
      message,
      /^GET \/ failed in the handler of GET \/ \(added at test.server.errors\.test\.ts:\d+\), so the client got 500\.$/,
    );
    assert.match(String(error), /secret|undefined was thrown, which is no Error/);
  });
}

for (const mode of ["production", "development"]) {
  test(`the client learns nothing of an error when NODE_ENV is ${mode}`, async (t) => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = mode;
    t.after(() => {
      if (before === undefined) delete process.env.NODE_ENV;
      else process.env.NODE_ENV = before;
    });
    const { ask, report } = await serve(t, (app) =>
      app.get("/", () => {
        throw new Error("secret", { cause: new Error("secret") });
      }),
    );
    for (const accept of ["text/html", "application/json"]) {
      const reply = await ask("GET /", { headers: { accept } });
      assert.equal(reply.status, 500);
      assert.doesNotMatch(JSON.stringify(reply), /secret|errors\.test/);
      await report("error");
    }
  });
}

test("an error in a middleware skips what follows", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .use(() => {
        throw new HttpError(401);
      })
      .get("/", (_req, res) => res.text("never")),
  );
  assert.equal((await ask("GET /")).status, 401);
});

test("an error in a callback-style chain is answered like any other", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .use((_req, _res, next) => void setImmediate(next))
      .get("/", () => {
        throw new HttpError(409, "No.");
      }),
  );
  assert.equal((await ask("GET /")).status, 409);
});

test("the next request on the same connection is answered", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (req, res) => {
      if (req.query.has("fail")) throw new HttpError(400);
      res.text("fine");
    }),
  );
  assert.equal((await ask("GET /?fail")).status, 400);
  assert.equal((await ask("GET /")).body, "fine");
});
