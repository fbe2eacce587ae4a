// Streams piped into a response, when one of the two ends before its time.

import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { test } from "node:test";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { nextLine } from "../support/next-line.ts";

test("a file that is missing is a 500, not the end of the process", async (t) => {
  const { ask, report } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      createReadStream("no such file").pipe(res);
    }),
  );
  assert.equal((await ask("GET /")).status, 500);
  assert.equal(((await report("error")).error as NodeJS.ErrnoException).code, "ENOENT");
});

test("who listens to the stream's error may answer for it", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      const file = createReadStream("no such file");
      file.on("error", () => res.status(404).text("no such file"));
      file.pipe(res);
    }),
  );
  assert.equal((await ask("GET /")).status, 404);
});

test("a stream that was destroyed before it was piped does not leave the client waiting", async (t) => {
  const { ask, report } = await serve(t, (app) =>
    app.get("/", async (_req, res) => {
      const source = new PassThrough();
      source.destroy();
      await new Promise(setImmediate);
      source.pipe(res);
    }),
  );
  assert.equal((await ask("GET /")).status, 500);
  await report("error");
});

test("a stream that is piped after the client has left is destroyed", async (t) => {
  let source: Readable | undefined;
  const { connect } = await serve(t, (app) =>
    app.get("/", async (_req, res) => {
      await new Promise((resolve) => res.once("close", resolve));
      source = new Readable({ read() {} });
      source.pipe(res);
    }),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  connection.socket.destroySoon();
  await eventually(() => source?.destroyed === true, "the source to be destroyed");
});

test("a stream that is piped after the answer is destroyed, and not read to its end", async (t) => {
  const source = new Readable({
    read() {
      this.push("x".repeat(1_000));
    },
  });
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      res.text("done");
      source.pipe(res);
    }),
  );
  assert.equal((await ask("GET /")).body, "done");
  await eventually(() => source.destroyed, "the source to be destroyed");
});

test("a footer written by a wrapped end reaches the client", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use((_req, res, next) => {
      const end = res.end.bind(res);
      res.end = ((...args: Parameters<typeof end>) => {
        res.write("before ");
        return end(...args);
      }) as typeof res.end;
      return next();
    });
    app.get("/", (_req, res) => res.end("after"));
  });
  assert.equal((await ask("GET /")).body, "before after");
});

test("a header without a body, from a handler that has ended, closes the connection and is reported", async (t) => {
  const { connect, report } = await serve(
    t,
    (app) =>
      app.get("/", async (_req, res) => {
        res.writeHead(200);
      }),
    { forgottenGrace: 20 },
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await connection.end();
  await report("no-response");
});

test("a response that is begun and never ended is reported with its place, and left open", async (t) => {
  let place = "";
  let end = () => {};
  const { ask, report } = await serve(
    t,
    (app) =>
      app.get("/", (_req, res) => {
        end = () => res.end("end");
        place = nextLine();
        res.write("begin ");
      }),
    { responseTimeout: 40 },
  );
  const reply = ask("GET /");
  const { message } = await report("no-response");
  assert.ok(message.startsWith(`GET / began its response at ${place} and has not ended it`), message);
  end();
  assert.equal((await reply).body, "begin end");
});
