// compression: it wraps write and end, so answers leave later than they were given. fetch unpacks them.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import compression from "compression";
import { type App, createApp, type EventStream, events, type Handler, notModified } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const PRODUCTS = Array.from({ length: 500 }, (_, id) => ({ id, name: `Café ${id}` }));
const LARGE = JSON.stringify(PRODUCTS);

/** Every way to send the same large body. */
const WAYS: Record<string, Handler> = {
  "res.json": (_req, res) => res.json(PRODUCTS),
  "async res.json": async (_req, res) => {
    await new Promise(setImmediate);
    res.json(PRODUCTS);
  },
  "a stream": (_req, res) => {
    res.setHeader("Content-Type", "application/json");
    Readable.from(pieces(LARGE)).pipe(res);
  },
  "write and end": (_req, res) => {
    res.setHeader("Content-Type", "application/json");
    for (const piece of pieces(LARGE)) res.write(piece);
    res.end();
  },
};

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1_000) yield text.slice(at, at + 1_000);
}

function large(app: App): App {
  return app.use(compression()).get("/", (_req, res) => res.json(PRODUCTS));
}

for (const [name, handler] of Object.entries(WAYS)) {
  for (const encoding of ["gzip", "br"]) {
    test(`${name} is compressed with ${encoding}, and whole`, async (t) => {
      const { url } = await serve(t, (app) => app.use(compression()).get("/", handler), {
        forgottenGrace: 1,
      });
      const reply = await fetch(url, { headers: { "Accept-Encoding": encoding } });
      assert.equal(reply.headers.get("content-encoding"), encoding);
      assert.equal(reply.headers.get("vary"), "Accept-Encoding");
      assert.equal(await reply.text(), LARGE);
    });
  }
}

test("with a path, in a mounted app and on one route only their answers are compressed", async (t) => {
  const answer: Handler = (_req, res) => res.json(PRODUCTS);
  const { url } = await serve(t, (app) => {
    app.use("/prefix", compression()).get("/prefix", answer);
    app.use("/mounted", large(createApp()));
    app.get("/route", compression(), answer);
    app.get("/plain", answer);
  });
  for (const [path, encoding] of [
    ["prefix", "gzip"],
    ["mounted", "gzip"],
    ["route", "gzip"],
    ["plain", null],
  ]) {
    const reply = await fetch(`${url}/${path}`);
    assert.equal(reply.headers.get("content-encoding"), encoding, `${path}`);
    assert.equal(await reply.text(), LARGE);
  }
});

test("a client that does not ask for it, and a small answer, get no compression", async (t) => {
  const { ask } = await serve(t, (app) => large(app).get("/small", (_req, res) => res.json({ id: 1 })));
  const plain = await ask("GET /");
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(plain.body, LARGE);
  const small = await ask("GET /small", { headers: { "Accept-Encoding": "gzip" } });
  assert.equal(small.headers["content-encoding"], undefined);
  assert.equal(small.headers["content-length"], "8");
  assert.equal(small.body, '{"id":1}');
});

test("HEAD has no body, and the length of the answer as it is", async (t) => {
  const { connect } = await serve(t, large);
  const connection = await connect();
  for (let i = 0; i < 2; i++) {
    connection.send("HEAD / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
    const reply = await connection.reply({ bodiless: true });
    assert.equal(reply.status, 200);
    assert.equal(reply.headers["content-length"], String(Buffer.byteLength(LARGE)));
  }
});

test("204 and 304 stay without a body, and the connection goes on", async (t) => {
  const { connect } = await serve(t, (app) => {
    app.use(compression());
    app.get("/204", (_req, res) => res.status(204).send());
    app.get("/304", (req, res) => notModified(req, res, LARGE) || res.json(PRODUCTS));
  });
  const connection = await connect();
  for (const status of [204, 304, 204]) {
    connection.send(
      `GET /${status} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nIf-None-Match: *\r\n\r\n`,
    );
    const { headers, ...reply } = await connection.reply();
    assert.equal(reply.status, status);
    for (const field of ["content-encoding", "content-length", "transfer-encoding"]) {
      assert.equal(headers[field], undefined, field);
    }
  }
});

test("a large error page is compressed, and whole", async (t) => {
  const { url } = await serve(t, (app) => app.use(compression()));
  const path = "x".repeat(2_000);
  const reply = await fetch(`${url}/${path}`, { headers: { "Accept-Encoding": "gzip" } });
  assert.equal(reply.status, 404);
  assert.equal(reply.headers.get("content-encoding"), "gzip");
  assert.deepEqual(await reply.json(), {
    title: "Not Found",
    status: 404,
    detail: `There is nothing at /${path}.`,
  });
});

test("events are not held back", async (t) => {
  let stream: EventStream | undefined;
  const { connect } = await serve(t, (app) =>
    app.use(compression()).get(
      "/",
      events((opened) => {
        stream = opened;
      }),
    ),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
  await eventually(() => stream !== undefined, "the stream");
  for (const news of ["one", "two"]) {
    stream?.send(news);
    await eventually(() => connection.received.includes(`data: ${news}\n\n`), `the event ${news}`);
  }
});

const AGAIN: Record<string, Handler> = {
  "res.json": (_req, res) => res.json(PRODUCTS),
  "res.write": (_req, res) => res.write("again"),
  "res.end": (_req, res) => res.end("again"),
};

for (const [name, again] of Object.entries(AGAIN)) {
  test(`${name} after the response is reported once, and changes nothing for the client`, async (t) => {
    const { url, report } = await serve(t, (app) =>
      app.use(compression()).get("/", (req, res, next) => {
        res.json(PRODUCTS);
        again(req, res, next);
        setImmediate(() => again(req, res, next));
      }),
    );
    for (let i = 0; i < 2; i++) {
      assert.equal(await (await fetch(url)).text(), LARGE);
      await report("second-response");
    }
  });
}

test("a whole response after a part of one closes the connection, as it does without compression", async (t) => {
  const { connect, report } = await serve(t, (app) =>
    app.use(compression()).get("/", (_req, res) => {
      res.setHeader("Content-Type", "text/plain");
      res.write("part");
      res.json({ whole: true });
    }),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
  await connection.end();
  assert.doesNotMatch(connection.received, /\r\n0\r\n/);
  await report("second-response");
});

test("a throw after a part of the response closes the connection", async (t) => {
  const { connect, report } = await serve(t, (app) =>
    app.use(compression()).get("/", (_req, res) => {
      res.setHeader("Content-Type", "text/plain");
      res.write("part");
      throw new Error("broken");
    }),
  );
  const connection = await connect();
  connection.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
  await connection.end();
  assert.doesNotMatch(connection.received, /\r\n0\r\n/);
  await report("error");
});
