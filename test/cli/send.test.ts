// npm run send: what it sends, what it shows, and what it says when there is no reply.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createPlainServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { runSend } from "../../src/cli/send-run.ts";
import { runHere } from "../support/here.ts";
import { script } from "../support/start.ts";

test("the request and the whole reply are shown", async (t) => {
  const port = await serve(t, (req, res) => {
    res.writeHead(201, { "X-Said": `${req.method} ${req.url} ${req.headers["x-name"]}` });
    res.end("Café\n");
  });
  const args = ["GET", "/books?limit=2", "-H", "X-Name: Ada: Lovelace", "--port", String(port)];
  const sent = script(t, "send", args);
  assert.equal(await sent.exit(), 0);
  const shown = sent.stdout.replaceAll(String(port), "PORT").replace(/^Date: .*\n/m, "");
  assert.equal(
    shown,
    `> GET /books?limit=2 HTTP/1.1
> Host: localhost:PORT
> Accept: */*
> X-Name: Ada: Lovelace

HTTP/1.1 201 Created
X-Said: GET /books?limit=2 Ada: Lovelace
Connection: close
Transfer-Encoding: chunked

Café
`,
  );
});

test("a body: POST without a verb, its length in bytes, its type by its looks", async (t) => {
  const port = await serve(t, async (req, res) => {
    let body = "";
    for await (const piece of req.setEncoding("utf8")) body += piece;
    res.end(`${req.method} ${req.headers["content-type"]} ${req.headers["content-length"]} ${body}`);
  });
  const json = await send(`localhost:${port}/books`, "-d", '{"title":"é"}');
  assert.equal(json.code, 0);
  assert.match(json.stdout, /\nPOST application\/json 14 \{"title":"é"\}\n$/);
  const form = await send("PUT", "/", "-d", "a=1", "--port", String(port));
  assert.match(form.stdout, /\nPUT application\/x-www-form-urlencoded 3 a=1\n$/);
});

test("what is no text is counted, and what moves a cursor is not passed on", async (t) => {
  const port = await serve(t, (req, res) => {
    if (req.url === "/picture") res.writeHead(200, { "Content-Type": "image/png" }).end(Buffer.alloc(300));
    else res.end("\u001B[2Jred");
  });
  const picture = await send("/picture", "--port", String(port));
  assert.match(picture.stdout, /\n\(300 bytes that are no text\)\n$/);
  const text = await send("/", "--port", String(port));
  assert.match(text.stdout, /\n\uFFFD\[2Jred\n$/);
});

test("nobody listens: it says so, and what to start", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  const sent = script(t, "send", ["/", "--port", String(port)]);
  assert.equal(await sent.exit(), 1);
  assert.match(sent.stderr, new RegExp(`^Nobody listens on port ${port}\\. Start a server .*npm run lesson`));
});

for (const [what, answer, words] of [
  [
    "a server that closes the connection",
    (socket: Socket) => socket.destroy(),
    /closed the connection without a reply/,
  ],
  ["what is no HTTP", (socket: Socket) => socket.end("SMTP ready\r\n\r\n"), /What came back is no HTTP/],
  [
    "half a reply",
    (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
    /before the reply was complete/,
  ],
] as const) {
  test(`${what} is told in a sentence`, async (t) => {
    const server = createPlainServer((socket) => socket.once("data", () => answer(socket))).listen(
      0,
      "127.0.0.1",
    );
    t.after(() => server.close());
    await once(server, "listening");
    const sent = await send("/", "--port", String((server.address() as { port: number }).port));
    assert.equal(sent.code, 1);
    assert.match(sent.stderr, words);
    assert.doesNotMatch(sent.stderr, /\n\s+at /);
  });
}

for (const args of [
  ["GET", "books"],
  ["GET", "/", "/too-much"],
  ["GET", "/", "-H", "no colon"],
  ["GET", "/", "--port", "99999"],
  ["GET", "/", "--prot", "80"],
  ["GET", "C:/Program Files/Git/books"],
]) {
  test(`"${args.join(" ")}" is a usage error`, async () => {
    const sent = await send(...args);
    assert.equal(sent.code, 2);
    assert.match(sent.stderr, /npm run send -- GET \/books/);
    assert.doesNotMatch(sent.stderr, /\n\s+at /);
  });
}

function send(...args: string[]) {
  return runHere(runSend, args);
}

async function serve(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}
