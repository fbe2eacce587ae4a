// What a client sends, put into a header field or a line of the log, must not begin another one.

import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { createApp, HttpError, logger, setCookie } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const BREAKS = [
  "%0d%0aX-Injected:1",
  "%0aX-Injected:1",
  "%0dX-Injected:1",
  "%00",
  "%e2%80%a8",
  "%c4%8a%c4%8d",
];

for (const text of BREAKS) {
  test(`a header field with ${text} from the client is an error, not another field`, async (t) => {
    const { ask, report } = await serve(t, (app) => {
      app.get("/set/:text", (req, res) => res.setHeader("X-Text", req.params.text).json(1));
      app.get("/append/:text", (req, res) => res.appendHeader("X-Text", req.params.text).json(1));
      app.get("/head/:text", (req, res) => res.writeHead(200, { "X-Text": req.params.text }).end());
      app.get("/", (_req, res) => res.json(1));
    });
    for (const way of ["set", "append", "head"]) {
      const { status, headers } = await ask(`GET /${way}/${text}`);
      assert.equal(status, 500);
      assert.equal(headers["x-injected"], undefined);
      await report("error");
    }
    assert.equal((await ask("GET /")).status, 200);
  });

  test(`an HttpError whose header field has ${text} is an error, not the end of the server`, async (t) => {
    const { ask, report } = await serve(t, (app) => {
      app.get("/sync/:text", (req) => {
        throw new HttpError(401, "Log in.", {
          headers: { "WWW-Authenticate": `Basic realm="${req.params.text}"` },
        });
      });
      app.get("/async/:text", async (req) => {
        throw new HttpError(401, "Log in.", {
          headers: { "WWW-Authenticate": `Basic realm="${req.params.text}"` },
        });
      });
      app.get("/", (_req, res) => res.json(1));
    });
    for (const way of ["sync", "async"]) {
      const { status, headers } = await ask(`GET /${way}/${text}`);
      assert.equal(status, 500);
      assert.equal(headers["x-injected"], undefined);
      await report("error");
    }
    assert.equal((await ask("GET /")).status, 200);
  });
}

test("an HttpError with an extension that JSON cannot say is an error, not the end of the server", async (t) => {
  const { ask, report } = await serve(t, (app) => {
    app.get("/", () => {
      throw new HttpError(409, "Too late.", { extensions: { version: 1n } });
    });
  });
  assert.equal((await ask("GET /")).status, 500);
  await report("error");
});

test("a cookie's value with ; or a line break stays in its field", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (req, res) => {
      setCookie(res, "name", String(req.query.get("value")));
      res.json(1);
    }),
  );
  for (const value of [
    "x; Domain=evil.example",
    "x\r\nX-Injected: 1",
    "x, sid=1",
    'x"',
    "é\u2028",
    "\u0000",
  ]) {
    const { status, headers } = await ask(`GET /?value=${encodeURIComponent(value)}`);
    assert.equal(status, 200);
    assert.equal(headers["set-cookie"], `name=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax`);
    assert.equal(headers["x-injected"], undefined);
  }
});

test("setCookie throws for a name, path, domain or bare value that would break out of its field", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      for (const bad of ["x; y", "x\r\nX-Injected: 1", "x\n", "\u0000"]) {
        assert.throws(() => setCookie(res, bad, "1"), TypeError);
        assert.throws(() => setCookie(res, "name", "1", { path: bad }), TypeError);
        assert.throws(() => setCookie(res, "name", "1", { domain: bad }), TypeError);
        assert.throws(() => setCookie(res, "name", bad, { encode: String }), TypeError);
      }
      res.json(1);
    }),
  );
  const { status, headers } = await ask("GET /");
  assert.equal(status, 200);
  assert.equal(headers["set-cookie"], undefined);
});

test("a URL cannot forge a line of the logger's log", async (t) => {
  const lines: string[] = [];
  const { connect } = await serve(t, (app) => app.use(logger({ write: (line) => lines.push(line) })));
  const { send, reply } = await connect();
  const paths = ["/%0a12:00:00%20GET%20/admin%20200", "/\u0085x", "/\u009b2J", "/\u001b[2J", "/a\tb\u007f"];
  let served = 0;
  for (const path of paths) {
    const client = await connect();
    client.send(Buffer.from(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`, "latin1"));
    if ((await client.reply()).status === 404) served++;
  }
  send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal((await reply()).status, 404);
  await eventually(() => lines.length === served + 1, "a line for each request");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
  for (const line of lines) assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
});

test("an error's message cannot forge a line of the report, or move the cursor", async (t) => {
  const write = t.mock.method(process.stderr, "write", () => true);
  const app = createApp();
  t.after(() => app.close());
  app.get("/:text", (req) => {
    throw new Error(`There is no ${req.params.text}`);
  });
  const server = await app.listen(0);
  const text = encodeURIComponent(
    "\nroundtrip: all is well\r\nroundtrip: \u001b[2J\u009b2J\u2028roundtrip: x",
  );
  const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${text}`);
  assert.equal(reply.status, 500);
  const told = write.mock.calls.map(({ arguments: [chunk] }) => String(chunk)).join("");
  write.mock.restore();
  assert.equal(told.match(/^roundtrip: /gm)?.length, 1, told);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
  assert.doesNotMatch(told, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
});
