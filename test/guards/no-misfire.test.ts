// What is slow for a good reason is left alone: streams, long polling, event streams, slow stores.

import assert from "node:assert/strict";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { type App, events, type Handler } from "../../src/index.ts";
import { serve, type TestApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

/** Both deadlines are short, and over when `deadlinesOver` resolves. */
const LIMITS = { responseTimeout: 40, forgottenGrace: 20 };

/** A request that was answered 503 came after the one under test, so that one's deadlines have passed too. */
async function deadlinesOver({ ask, report }: TestApp): Promise<void> {
  for (const _ of [1, 2]) {
    assert.equal((await ask("GET /silent")).status, 503);
    await report("timeout");
  }
}

function withSilent(build: (app: App) => void): (app: App) => void {
  return (app) => {
    app.get("/silent", () => {});
    build(app);
  };
}

/** Handlers that answer when told to, and not before. */
const SLOW: Record<string, (go: Promise<void>) => Handler> = {
  "a long poll with res.later()": (go) => (_req, res) => {
    res.later();
    void go.then(() => res.text("whole"));
  },
  "an async long poll with res.later()": (go) => async (_req, res) => {
    res.later();
    void go.then(() => res.text("whole"));
  },
  "a stream piped into the response": (go) => async (_req, res) => {
    const source = new PassThrough();
    source.pipe(res);
    void go.then(() => source.end("whole"));
  },
  "a pipeline into the response": (go) => (_req, res) => {
    const source = new PassThrough();
    void go.then(() => source.end("whole"));
    return pipeline(source, res);
  },
  "a pipeline of an async generator": (go) => (_req, res) =>
    pipeline(async function* () {
      await go;
      yield "whole";
    }, res),
  "an event stream written by hand": (go) => async (_req, res) => {
    res.setHeader("Content-Type", "text/event-stream");
    res.write("who");
    void go.then(() => res.end("le"));
  },
  "a header that was sent ahead": (go) => async (_req, res) => {
    res.setHeader("Content-Type", "text/event-stream").flushHeaders();
    void go.then(() => res.end("whole"));
  },
};

for (const [name, handler] of Object.entries(SLOW)) {
  test(`${name} may take its time`, async (t) => {
    const { promise: go, resolve: start } = deferred();
    const served = await serve(
      t,
      withSilent((app) => app.get("/", handler(go))),
      LIMITS,
    );
    const reply = served.ask("GET /");
    await deadlinesOver(served);
    start();
    assert.equal((await reply).body, "whole");
  });
}

test("an event stream may be silent", async (t) => {
  const { promise: go, resolve: start } = deferred();
  const served = await serve(
    t,
    withSilent((app) =>
      app.get(
        "/",
        events((stream) => {
          void go.then(() => {
            stream.send("news");
            stream.close();
          });
        }),
      ),
    ),
    LIMITS,
  );
  const reply = served.ask("GET /");
  await deadlinesOver(served);
  start();
  assert.match((await reply).body, /data: news/);
});

test("a wrapped end may take longer than every deadline: a slow session store", async (t) => {
  const { promise: go, resolve: start } = deferred();
  const served = await serve(
    t,
    withSilent((app) => {
      app.use("/", (_req, res, next) => {
        const end = res.end.bind(res);
        res.end = ((...args: Parameters<typeof end>) => {
          void go.then(() => end(...args));
          return res;
        }) as typeof res.end;
        return next();
      });
      app.get("/stored", async (_req, res) => {
        res.json({ stored: true });
      });
    }),
    LIMITS,
  );
  const reply = served.ask("GET /stored");
  await deadlinesOver(served);
  start();
  assert.equal((await reply).body, '{"stored":true}');
});

test("a middleware may load something before it calls next() from a callback", async (t) => {
  const { ask } = await serve(
    t,
    (app) => {
      app.use((_req, _res, next) => {
        setImmediate(next);
      });
      app.get("/", (_req, res) => res.text("loaded"));
    },
    LIMITS,
  );
  assert.equal((await ask("GET /")).body, "loaded");
});

test("an async handler may leave reading the body to callbacks, however slowly it comes", async (t) => {
  const served = await serve(
    t,
    withSilent((app) =>
      app.post("/", async (req, res) => {
        let text = "";
        req.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        req.on("end", () => res.text(text));
      }),
    ),
    LIMITS,
  );
  const connection = await served.connect();
  connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nslow");
  await deadlinesOver(served);
  connection.send("slow");
  assert.equal((await connection.reply()).body, "slowslow");
});

test("a client that leaves is no mistake of the handler", async (t) => {
  const left = deferred();
  const served = await serve(
    t,
    withSilent((app) =>
      app.get("/", async (_req, res) => {
        res.once("close", left.resolve);
        await left.promise;
      }),
    ),
    LIMITS,
  );
  const connection = await served.connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  connection.socket.destroySoon();
  await left.promise;
  await deadlinesOver(served);
});

test("a source that the response cannot use any more is destroyed with it", async (t) => {
  const source = new Readable({ read() {} });
  const closed = new Promise((resolve) => source.once("close", resolve));
  const { connect } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      source.pipe(res);
      source.push("part");
    }),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await eventually(() => connection.received.includes("part"), "the first part");
  connection.socket.destroy();
  await closed;
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
