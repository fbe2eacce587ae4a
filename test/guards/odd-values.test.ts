// Values that are made to break whoever looks at them: thrown, returned, or given to a report.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { createApp, type Handler, HttpError } from "../../src/index.ts";
import { serve, serveApp } from "../support/app.ts";
import { nextLine } from "../support/next-line.ts";

const refuse = () => {
  throw new Error("do not look");
};

const ODD: Record<string, Handler> = {
  "a proxy that refuses to be looked at": () => {
    throw new Proxy({}, { getPrototypeOf: refuse, get: refuse });
  },
  "an object that cannot be printed": () => {
    throw { [inspect.custom]: refuse };
  },
  "an HttpError whose message cannot be read": () => {
    throw Object.defineProperty(new HttpError(500), "message", { get: refuse });
  },
  "an error whose stack cannot be read": () => {
    throw Object.defineProperty(new Error("x"), "stack", { get: refuse });
  },
  "an error that is its own cause": () => {
    const error = new Error("round");
    error.cause = error;
    throw error;
  },
  // biome-ignore lint/suspicious/noThenProperty: this is what it is about.
  "a value whose then cannot be read": () => Object.defineProperty({}, "then", { get: refuse }),
};

for (const [name, handler] of Object.entries(ODD)) {
  test(`${name} does not stop the server, nor its log`, async (t) => {
    const lines: string[] = [];
    t.mock.method(process.stderr, "write", (line: string) => lines.push(line) > 0);
    // The report that prints, which is the one that has to look at the error.
    const { connect } = await serveApp(t, () => {
      const app = createApp();
      app.get("/odd", handler);
      app.get("/next", (_req, res) => res.text("here"));
      return app;
    });
    const odd = await connect();
    odd.send("GET /odd HTTP/1.1\r\nHost: a\r\n\r\n");
    const answered = await odd.reply().catch(() => undefined);
    if (answered === undefined) assert.ok(odd.closed);
    else assert.equal(answered.status, 500);
    const next = await connect();
    next.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    assert.equal((await next.reply()).body, "here");
    assert.match(lines.join(""), /GET \/odd/);
  });
}

test("a report function that throws does not stop the server, and the report is not lost", async (t) => {
  const lines: string[] = [];
  t.mock.method(process.stderr, "write", (line: string) => lines.push(line) > 0);
  const { ask } = await serveApp(t, () => {
    const app = createApp({ report: refuse });
    app.get("/", () => {
      throw new Error("boom");
    });
    return app;
  });
  assert.equal((await ask("GET /")).status, 500);
  assert.match(lines.join(""), /GET \/ failed .*\nThe report failed: do not look/);
});

test("a middleware that breaks the response's setHeader closes the connection of its own request only", async (t) => {
  const { connect, ask, report } = await serve(
    t,
    (app) => {
      app.use("/broken", (_req, res, next) => {
        res.setHeader = refuse;
        return next();
      });
      app.get("/broken", () => {});
      app.get("/next", (_req, res) => res.text("here"));
    },
    { responseTimeout: 50 },
  );
  const connection = await connect();
  connection.send("GET /broken HTTP/1.1\r\nHost: a\r\n\r\n");
  await connection.end();
  await report("timeout");
  await report("error");
  assert.equal((await ask("GET /next")).body, "here");
});

test("a middleware that was not called is named at once: app.use(logger) without ()", async (t) => {
  let place = "";
  const { ask, report } = await serve(t, (app) => {
    place = nextLine();
    app.use(function logger() {
      return () => {};
    });
  });
  assert.equal((await ask("GET /")).status, 500);
  const { error } = await report("error");
  assert.equal(
    error?.message,
    `the middleware logger (added at ${place}) returned a function. Write (): logger(), not logger.`,
  );
});

test("a promise within the value for res.json is named", async (t) => {
  const { ask, report } = await serve(t, (app) =>
    app.get("/", (_req, res) => res.json({ user: Promise.reject(new Error("unheard")) })),
  );
  assert.equal((await ask("GET /")).status, 500);
  const message = 'res.json() was given a promise as "user", not its value. Write: user: await ...';
  assert.equal((await report("error")).error?.message, message);
});

test("a body that nobody has read is a hint, when its handler fails", async (t) => {
  const { ask, report } = await serve(t, (app) => app.post("/", (req, res) => res.json(req.body)));
  assert.equal((await ask("POST /", { body: "{}" })).status, 500);
  assert.equal(
    (await report("error")).advice,
    "Nobody has read this request's body. Is json() missing before the handler?",
  );
});
