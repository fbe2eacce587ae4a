// A handler that stays silent: 503 when its time is over, counted from the end of the request's body.

import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { nextLine } from "../support/next-line.ts";

test("a silent handler is named, and the client gets 503", async (t) => {
  let place = "";
  const { ask, report } = await serve(
    t,
    (app) => {
      place = nextLine();
      app.get("/slow", () => {});
    },
    { responseTimeout: 50 },
  );
  assert.equal((await ask("GET /slow")).status, 503);
  const { message } = await report("timeout");
  assert.equal(
    message,
    `GET /slow had no response after 50 ms. It waits in the handler of GET /slow (added at ${place}).`,
  );
});

test("an async handler that waits for ever gets the same", async (t) => {
  const { ask, report } = await serve(t, (app) => app.get("/", () => new Promise(() => {})), {
    responseTimeout: 50,
  });
  assert.equal((await ask("GET /")).status, 503);
  await report("timeout");
});

test("a middleware that forgets next() is the one that is named", async (t) => {
  const { ask, report } = await serve(
    t,
    (app) => {
      app.use(function checkSession() {});
      app.get("/", (_req, res) => res.text("never"));
    },
    { responseTimeout: 50 },
  );
  assert.equal((await ask("GET /")).status, 503);
  assert.match((await report("timeout")).message, /It waits in the middleware checkSession/);
});

test("a silent error handler does not keep the client waiting either", async (t) => {
  const { ask, report } = await serve(
    t,
    (app) => {
      app.get("/", () => {
        throw new Error("boom");
      });
      app.onError(() => {});
    },
    { responseTimeout: 50 },
  );
  assert.equal((await ask("GET /")).status, 503);
  await report("timeout");
});

test("error handlers see the time-out, and may answer for it", async (t) => {
  const { ask, report } = await serve(
    t,
    (app) => {
      app.get("/", () => {});
      app.onError((error, _req, res) => res.json({ said: error.message }));
    },
    { responseTimeout: 50 },
  );
  const reply = await ask("GET /");
  assert.equal(reply.status, 503);
  assert.equal(reply.body, '{"said":"The server took too long to answer."}');
  await report("timeout");
});

test("what the handler sends after its 503 is dropped in silence", async (t) => {
  let answer = () => {};
  const { connect, report } = await serve(
    t,
    (app) => {
      app.get("/", (_req, res) => {
        answer = () => res.json({ late: true });
      });
      app.get("/next", (_req, res) => res.text("here"));
    },
    { responseTimeout: 50 },
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.equal((await connection.reply()).status, 503);
  answer();
  connection.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.equal((await connection.reply()).body, "here");
  await report("timeout");
});

test("a body that stalls gets 408, and is nobody's mistake here", async (t) => {
  const { connect } = await serve(
    t,
    (app) =>
      app.post("/", async (req, res) => {
        for await (const _chunk of req);
        res.text("all here");
      }),
    { requestTimeout: 60, responseTimeout: 10_000 },
  );
  const connection = await connect();
  connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
  const reply = await connection.reply();
  assert.equal(reply.status, 408);
  assert.equal(reply.headers.connection, "close");
  await connection.end();
});

test("the time of a slow upload does not count for the handler", async (t) => {
  let silent = false;
  const { connect, report } = await serve(
    t,
    (app) => {
      app.post("/", async (req, res) => {
        for await (const _chunk of req);
        res.text("all here");
      });
      // Silent on purpose: its 503 shows that the time for answers has passed.
      app.get("/other", () => {
        silent = true;
      });
    },
    { responseTimeout: 60, requestTimeout: 10_000 },
  );
  const upload = await connect();
  upload.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nhalf");
  const other = await connect();
  other.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.equal((await other.reply()).status, 503);
  await eventually(() => silent, "the silent handler");
  upload.send("half");
  assert.equal((await upload.reply()).body, "all here");
  await report("timeout");
});
