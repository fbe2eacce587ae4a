// await next(): what follows is done when it resolves, and it never rejects.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { createApp, type Handler } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const ways: Record<string, (trail: string[]) => Handler> = {
  "an async handler": (trail) => async (_req, res) => {
    await turn();
    res.text("x");
    await turn();
    trail.push("handler");
  },
  "a handler that answers from a callback": (trail) => (_req, res) => {
    setImmediate(() => {
      trail.push("handler");
      res.text("x");
    });
  },
  "a handler that answers at once": (trail) => (_req, res) => {
    trail.push("handler");
    res.text("x");
  },
};

for (const [what, handler] of Object.entries(ways)) {
  test(`next() resolves after ${what}`, async (t) => {
    const trail: string[] = [];
    const { ask } = await serve(t, (app) =>
      app
        .use(async (_req, _res, next) => {
          await next();
          trail.push("outer");
        })
        .use((_req, _res, next) => {
          // Passes on from a callback, and returns nothing to wait for.
          setImmediate(next);
        })
        .get("/", handler(trail)),
    );
    assert.equal((await ask("GET /")).body, "x");
    await eventually(() => trail.includes("outer"), "the end of the outer middleware");
    assert.deepEqual(trail, ["handler", "outer"]);
  });
}

test("next() resolves after a mounted app", async (t) => {
  const trail: string[] = [];
  const { ask } = await serve(t, (app) => {
    const inner = createApp();
    inner.get("/", async (_req, res) => {
      await turn();
      trail.push("inner");
      res.text("x");
    });
    app
      .use(async (_req, _res, next) => {
        await next();
        trail.push("outer");
      })
      .use("/in", inner);
  });
  await ask("GET /in");
  await eventually(() => trail.length === 2, "both");
  assert.deepEqual(trail, ["inner", "outer"]);
});

const failures: Record<string, Handler> = {
  throws: () => {
    throw new Error("broken");
  },
  rejects: async () => {
    await turn();
    throw new Error("broken");
  },
  "calls next(error)": (_req, _res, next) => next(new Error("broken")),
};

for (const [what, handler] of Object.entries(failures)) {
  test(`next() resolves after the error was answered when a handler ${what}`, async (t) => {
    const statuses: number[] = [];
    const { ask, report } = await serve(t, (app) =>
      app
        .use(async (_req, res, next) => {
          await next();
          statuses.push(res.statusCode);
        })
        .get("/", handler),
    );
    assert.equal((await ask("GET /")).status, 500);
    await eventually(() => statuses.length > 0, "the end of the middleware");
    assert.deepEqual(statuses, [500]);
    await report("error");
  });
}

test("next() resolves after an async error handler", async (t) => {
  const trail: string[] = [];
  const { ask } = await serve(t, (app) =>
    app
      .use(async (_req, _res, next) => {
        await next();
        trail.push("outer");
      })
      .onError(async (_error, _req, res) => {
        await turn();
        trail.push("error handler");
        res.status(404).text("");
      }),
  );
  await ask("GET /");
  await eventually(() => trail.length === 2, "both");
  assert.deepEqual(trail, ["error handler", "outer"]);
});

test("next() resolves when the client leaves before the answer", async (t) => {
  const trail: string[] = [];
  const { connect } = await serve(t, (app) =>
    app
      .use(async (_req, _res, next) => {
        await next();
        trail.push("after");
      })
      .get("/", () => void trail.push("handler")),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await eventually(() => trail.includes("handler"), "the handler");
  connection.socket.destroy();
  await eventually(() => trail.includes("after"), "the end of the middleware");
});

test("many middlewares that pass on from callbacks cause no warning", async (t) => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  t.after(() => process.off("warning", note));
  const { ask } = await serve(t, (app) => {
    for (let i = 0; i < 20; i++) app.use((_req, _res, next) => void setImmediate(next));
    app.get("/", (_req, res) => res.text("x"));
  });
  await ask("GET /");
  await turn();
  assert.deepEqual(
    warnings.map(({ message }) => message),
    [],
  );
});
