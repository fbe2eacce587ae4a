// Error handlers: in the order they were added, below their path, each free to answer or to pass on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { type App, createApp, type ErrorHandler, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const fails = (app: App) =>
  app.get("/*path", () => {
    throw new Error("first");
  });

const answer =
  (name: string): ErrorHandler =>
  (error, _req, res) =>
    res.status(418).text(`${name}: ${error.message}`);

test("app.onError handles errors from anywhere in the app, whatever the order", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.onError(answer("handler"));
    fails(app);
  });
  assert.equal((await ask("GET /x")).body, "handler: first");
});

test("a function with four parameters given to app.use is an error handler", async (t) => {
  const handler: ErrorHandler = (error, _req, res, _next) => res.status(418).text(error.message);
  const { ask } = await serve(t, (app) => fails(app).use(handler));
  const reply = await ask("GET /x");
  assert.equal(reply.status, 418);
  assert.equal(reply.body, "first");
});

test("an error handler that answers with less than 500 leaves nothing to report", async (t) => {
  // serve() fails the test on any report.
  const { ask } = await serve(t, (app) => fails(app).onError(answer("handler")));
  assert.equal((await ask("GET /x")).status, 418);
});

test("an error handler with a path handles only what is below it", async (t) => {
  const { ask } = await serve(t, (app) => {
    const ofApi: ErrorHandler = (error, _req, res, _next) => res.status(418).text(`api: ${error.message}`);
    fails(app).use("/api", ofApi).onError(answer("all"));
  });
  assert.equal((await ask("GET /api/x")).body, "api: first");
  assert.equal((await ask("GET /apifoo")).body, "all: first");
});

test("next() in an error handler passes the error on, in the order they were added", async (t) => {
  const trail: string[] = [];
  const { ask } = await serve(t, (app) =>
    fails(app)
      .onError((error, _req, _res, next) => {
        trail.push(error.message);
        return next();
      })
      .onError((error, _req, _res, next) => {
        trail.push(error.message);
        return next(error);
      })
      .onError(answer("last")),
  );
  assert.equal((await ask("GET /x")).body, "last: first");
  assert.deepEqual(trail, ["first", "first"]);
});

const others: Record<string, ErrorHandler> = {
  "next(other)": (_error, _req, _res, next) => next(new Error("second")),
  "a throw": () => {
    throw new Error("second");
  },
  "a rejection": async () => {
    await turn();
    throw new Error("second");
  },
};

for (const [what, handler] of Object.entries(others)) {
  test(`${what} in an error handler hands the other error to the next one, and reports the first`, async (t) => {
    const { ask, report } = await serve(t, (app) => fails(app).onError(handler).onError(answer("last")));
    assert.equal((await ask("GET /x")).body, "last: second");
    assert.equal((await report("error")).error?.message, "first");
  });

  test(`${what} in the last error handler is answered 500, and both errors are reported`, async (t) => {
    const { ask, report } = await serve(t, (app) => fails(app).onError(handler));
    const reply = await ask("GET /x");
    assert.equal(reply.status, 500);
    assert.doesNotMatch(reply.body, /first|second/);
    assert.equal((await report("error")).error?.message, "first");
    assert.equal((await report("error")).error?.message, "second");
  });
}

test("an error handler may turn an error into an HttpError, and below 500 nothing is reported", async (t) => {
  const { ask } = await serve(t, (app) =>
    fails(app).onError((_error, _req, _res, next) => next(new HttpError(409, "Somebody was faster."))),
  );
  const reply = await ask("GET /x");
  assert.equal(reply.status, 409);
  assert.equal(JSON.parse(reply.body).detail, "Somebody was faster.");
});

test("the status and the headers of the error stand before its handlers run", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .get("/", () => {
        throw new HttpError(429, "Later.", { headers: { "Retry-After": "30" } });
      })
      .onError((error, _req, res) => res.text(error.message)),
  );
  const reply = await ask("GET /");
  assert.deepEqual([reply.status, reply.headers["retry-after"], reply.body], [429, "30", "Later."]);
});

test("an error that takes another's place does not keep its headers", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.post("/", () => {}).onError((_error, _req, _res, next) => next(new HttpError(404, "Nothing here."))),
  );
  const reply = await ask("GET /");
  assert.deepEqual([reply.status, reply.headers.allow], [404, undefined]);
});

test("an error handler may be async", async (t) => {
  const { ask } = await serve(t, (app) =>
    fails(app).onError(async (error, _req, res) => {
      await turn();
      res.status(418).text(error.message);
    }),
  );
  assert.equal((await ask("GET /x")).body, "first");
});

test("an error handler gets an Error, whatever was thrown", async (t) => {
  const { ask } = await serve(t, (app) =>
    app
      .get("/", () => {
        throw { odd: true };
      })
      .onError((error, _req, res) => {
        assert.ok(error instanceof Error);
        res.status(418).text(error.message);
      }),
  );
  assert.match((await ask("GET /")).body, /^\{ odd: true \} was thrown, which is no Error\./);
});

test("a mounted app's error handlers come before those of the app around it", async (t) => {
  const trail: string[] = [];
  const { ask } = await serve(t, (app) => {
    const inner = fails(createApp()).onError((_error, req, _res, next) => {
      trail.push(`inner ${req.url}`);
      return next();
    });
    app
      .use("/api", inner)
      .onError((_error, req, _res, next) => {
        trail.push(`outer ${req.url}`);
        return next();
      })
      .onError(answer("last"));
  });
  assert.equal((await ask("GET /api/x")).body, "last: first");
  assert.deepEqual(trail, ["inner /x", "outer /api/x"]);
});

test("a mounted app's error handlers see only its own errors", async (t) => {
  const { ask } = await serve(t, (app) => {
    const inner = createApp().onError(answer("inner"));
    fails(app.use("/api", inner)).onError(answer("outer"));
  });
  assert.equal((await ask("GET /api/x")).body, "outer: first");
});
