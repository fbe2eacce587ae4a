// A second response never reaches the client, never stops the process, and is reported with both places.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Request, Response } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { nextLine } from "../support/next-line.ts";

test("the report names both places, and the client gets the first response", async (t) => {
  let first = "";
  let second = "";
  const { ask, report } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      first = nextLine();
      res.json({ answer: 1 });
      second = nextLine();
      res.status(404).json({ answer: 2 });
    }),
  );
  const reply = await ask("GET /");
  assert.equal(reply.status, 200);
  assert.equal(reply.body, '{"answer":1}');
  const { message, advice } = await report("second-response");
  assert.equal(message, `GET / was answered at ${first}, again at ${second}.`);
  assert.equal(advice, "Only the first answer reached the client. Return after it.");
});

const SECONDS: Record<string, (res: Response) => unknown> = {
  "res.json": (res) => res.json({}),
  "res.text": (res) => res.text("again"),
  "res.send": (res) => res.send("again"),
  "res.redirect": (res) => res.redirect("/elsewhere"),
  "res.status": (res) => res.status(500),
  "res.setHeader": (res) => res.setHeader("X-Late", "1"),
  "res.appendHeader": (res) => res.appendHeader("X-Late", "1"),
  "res.removeHeader": (res) => res.removeHeader("Content-Type"),
  "res.writeHead": (res) => res.writeHead(500),
  "res.write": (res) => res.write("again"),
  "res.end": (res) => res.end("again"),
};

for (const [name, respondAgain] of Object.entries(SECONDS)) {
  test(`${name} after the response changes nothing for the client, at once or later`, async (t) => {
    const { connect, report } = await serve(t, (app) => {
      app.get("/at-once", (_req, res) => {
        res.text("first");
        respondAgain(res);
      });
      app.get("/later", (_req, res) => {
        res.text("first");
        // In a timer of the user, a throw would stop the process.
        setImmediate(() => respondAgain(res));
      });
    });
    const connection = await connect();
    for (const path of ["/at-once", "/later", "/at-once"]) {
      connection.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
      const reply = await connection.reply();
      assert.equal(reply.status, 200);
      assert.equal(reply.body, "first");
      assert.equal(reply.headers["x-late"], undefined);
      await report("second-response");
    }
  });
}

test("many second responses to one request are one report", async (t) => {
  const { ask, report } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      for (const answer of [1, 2, 3, 4]) res.json(answer);
    }),
  );
  assert.equal((await ask("GET /")).body, "1");
  await report("second-response");
});

test("next() after the response is reported with the place of the response", async (t) => {
  let place = "";
  const { ask, report } = await serve(t, (app) =>
    app.get("/", (_req, res, next) => {
      place = nextLine();
      res.text("here");
      return next();
    }),
  );
  assert.equal((await ask("GET /")).body, "here");
  assert.equal(
    (await report("second-response")).message,
    `GET / was answered at ${place}, and then passed on with next().`,
  );
});

test("a whole response after a part of one closes the connection: the client must not take it for the whole", async (t) => {
  const { connect, report } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      res.write("part");
      res.json({ whole: true });
    }),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await connection.end();
  assert.doesNotMatch(connection.received, /whole|\r\n0\r\n/);
  assert.match(
    (await report("second-response")).message,
    /^GET \/ began its response at .*, and was answered again at /,
  );
});

test("a second response through an end that a middleware has wrapped is reported with both places", async (t) => {
  const finished: (() => void)[] = [];
  let first = "";
  let second = "";
  const { ask, report } = await serve(t, (app) => {
    app.use(function slowStore(_req, res, next) {
      const end = res.end.bind(res);
      // As express-session does: the answer waits until the session is stored.
      res.end = ((...args: Parameters<typeof end>) => {
        finished.push(() => end(...args));
        return res;
      }) as typeof res.end;
      return next();
    });
    app.get("/", (_req: Request, res) => {
      first = nextLine();
      res.text("first");
      second = nextLine();
      res.text("second");
      setImmediate(() => finished[0]?.());
    });
  });
  assert.equal((await ask("GET /")).body, "first");
  assert.equal(finished.length, 1);
  assert.equal(
    (await report("second-response")).message,
    `GET / was answered at ${first}, again at ${second}.`,
  );
});
