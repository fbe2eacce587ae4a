// Whatever a handler throws, however: one right response, a living process, the next request answered, and a
// report that names the place.

import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import type { Handler } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { nextLine } from "../support/next-line.ts";

const boom = () => new Error("boom");

const FAILURES: Record<string, Handler> = {
  "a throw": () => {
    throw boom();
  },
  "a rejection": async () => {
    throw boom();
  },
  "a rejection after a wait": async () => {
    await new Promise(setImmediate);
    throw boom();
  },
  "a plain function that returns a rejected promise": () => Promise.reject(boom()),
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about.
  "a thenable that rejects": () => ({ then: (_: unknown, reject: (error: Error) => void) => reject(boom()) }),
  "next(error)": (_req, _res, next) => next(boom()),
  "next(error) from a callback": (_req, _res, next) => {
    setImmediate(() => next(boom()));
  },
  "a throw of a string": () => {
    throw "boom";
  },
  "a throw of undefined": () => {
    throw undefined;
  },
  "a rejection with undefined": () => Promise.reject(),
  "a throw of null": () => {
    throw null;
  },
  "a throw of an object without a prototype": () => {
    throw Object.create(null);
  },
  "a frozen error": () => {
    throw Object.freeze(boom());
  },
  "res.end with a number": (_req, res) => res.end(42 as never),
  "a status that HTTP does not know": (_req, res) => {
    res.statusCode = 1000;
    res.end("boom");
  },
  "a status message with a line break": (_req, res) => {
    res.statusMessage = "bo\nom";
    res.json("boom");
  },
  "a wrapper of the response that throws": (_req, res) => {
    res.writeHead = () => {
      throw boom();
    };
    res.json("boom");
  },
  "an error whose message throws": () => {
    throw Object.defineProperty(new Error(), "message", {
      get() {
        throw boom();
      },
    });
  },
};

for (const [name, handler] of Object.entries(FAILURES)) {
  test(`${name} becomes one 500 that tells the client nothing, and a report`, async (t) => {
    let place = "";
    const { connect, report } = await serve(t, (app) => {
      place = nextLine();
      app.get("/fails", handler);
      app.get("/next", (_req, res) => res.text("here"));
    });
    const connection = await connect();
    connection.send("GET /fails HTTP/1.1\r\nHost: a\r\n\r\n");
    const reply = await connection.reply();
    assert.equal(reply.status, 500);
    assert.doesNotMatch(reply.body, /boom/);
    connection.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    assert.equal((await connection.reply()).body, "here");
    const { message, error } = await report("error");
    assert.equal(
      message,
      `GET /fails failed in the handler of GET /fails (added at ${place}), so the client got 500.`,
    );
    assert.ok(error instanceof Error);
  });
}

test("a throw after the response changes nothing for the client", async (t) => {
  const { connect, report } = await serve(t, (app) => {
    app.get("/sync", (_req, res) => {
      res.text("done");
      throw boom();
    });
    app.get("/async", async (_req, res) => {
      res.text("done");
      throw boom();
    });
  });
  const connection = await connect();
  for (const path of ["/sync", "/async", "/sync"]) {
    connection.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    const reply = await connection.reply();
    assert.equal(reply.status, 200);
    assert.equal(reply.body, "done");
    assert.match((await report("error")).message, /failed after the response/);
  }
});

test("a throw after a part of the response closes the connection", async (t) => {
  const { connect, report } = await serve(t, (app) =>
    app.get("/", async (_req, res) => {
      res.write("part");
      throw boom();
    }),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await connection.end();
  assert.doesNotMatch(connection.received, /\r\n0\r\n/);
  assert.match((await report("error")).message, /failed in the middle of the response/);
});

test("a wrapper of the response that throws while an error is answered does not get in its way", async (t) => {
  const { ask, report } = await serve(t, (app) =>
    app.get("/", async (_req, res) => {
      res.end = () => {
        throw new Error("the wrapper's");
      };
      throw new Error("the handler's");
    }),
  );
  assert.equal((await ask("GET /")).status, 500);
  const messages = [(await report("error")).error?.message, (await report("error")).error?.message];
  assert.deepEqual(messages.sort(), ["the handler's", "the wrapper's"]);
});

test("two steps that fail are one response and two reports", async (t) => {
  const { ask, report } = await serve(t, (app) => {
    app.onError(async (_error, _req, res) => {
      await new Promise(setImmediate);
      res.text("sorry");
    });
    app.use(async (_req, _res, next) => {
      void next();
      throw new Error("the middleware's");
    });
    app.get("/", async () => {
      throw new Error("the handler's");
    });
  });
  const reply = await ask("GET /");
  assert.equal(reply.status, 500);
  assert.equal(reply.body, "sorry");
  const messages = [(await report("error")).error?.message, (await report("error")).error?.message];
  assert.deepEqual(messages.sort(), ["the handler's", "the middleware's"]);
});

test("an error that an error handler turns into a 4xx is not reported", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.get("/", () => {
      throw boom();
    });
    app.onError((_error, _req, res) => res.status(409).json({ conflict: true }));
  });
  assert.equal((await ask("GET /")).status, 409);
});

test("a stream that breaks before the first byte becomes a 500, after it the connection closes", async (t) => {
  const sources: PassThrough[] = [];
  const { connect, report } = await serve(
    t,
    (app) =>
      app.get("/", async (_req, res) => {
        const source = new PassThrough();
        source.on("error", () => {});
        sources.push(source);
        source.pipe(res);
      }),
    { forgottenGrace: 20 },
  );
  const early = await connect();
  early.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const late = await connect();
  late.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await eventually(() => sources.length === 2, "both requests");
  sources[0]?.destroy(boom());
  assert.equal((await early.reply()).status, 500);
  await report("no-response");
  sources[1]?.write("part");
  await eventually(() => late.received.includes("part"), "the first part");
  sources[1]?.destroy(boom());
  await late.end();
  await report("error");
});
