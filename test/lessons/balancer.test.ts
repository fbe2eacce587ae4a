// The balancer of lesson 16, before servers that answer, break off, fall silent or are not there at all.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from "node:http";
import { Readable } from "node:stream";
import { type TestContext, test } from "node:test";
import { request } from "undici";
import { balance } from "../../lessons/16-many-servers/balancer.ts";
import { longWay } from "../../lessons/16-many-servers/distance.ts";
import { inTurn, nearestFirst } from "../../lessons/16-many-servers/order.ts";
import { listener, nowhere } from "../support/elsewhere.ts";
import { eventually } from "../support/eventually.ts";

async function serve(t: TestContext, answer: RequestListener): Promise<number> {
  return Number(new URL(await listener(t, answer)).port);
}

async function closedPort(): Promise<number> {
  return Number(new URL(await nowhere()).port);
}

/** A server that is so many milliseconds away: the way to it, and the port where that begins. */
async function away(t: TestContext, answer: RequestListener, milliseconds: number) {
  const way = await longWay(await listener(t, answer));
  t.after(() => way.end());
  way.wait = milliseconds;
  return { way, port: Number(new URL(way.url).port) };
}

/** A balancer before these ports: its address. */
function before(t: TestContext, ...ports: number[]): Promise<string> {
  return listener(t, balance(inTurn(ports)));
}

/** Answers with its own name. */
function named(name: string): RequestListener {
  return (_req, res) => res.end(name);
}

async function get(url: string, options?: Parameters<typeof request>[1]) {
  const { statusCode, headers, body } = await request(url, options);
  return { status: statusCode, headers, text: await body.text() };
}

test("the servers take turns", async (t) => {
  const url = await before(t, await serve(t, named("a")), await serve(t, named("b")));
  const texts = [];
  for (let i = 0; i < 4; i += 1) texts.push((await get(url)).text);
  assert.deepEqual(texts, ["a", "b", "a", "b"]);
});

test("the nearest server is asked first, and another one when that is the nearest", async (t) => {
  const [a, b] = [await away(t, named("a"), 900), await away(t, named("b"), 0)];
  const told: string[] = [];
  const url = await listener(t, balance(nearestFirst([a.port, b.port], (sentence) => told.push(sentence))));
  await eventually(async () => (await get(url)).text === "b", "the answer of the nearest");
  for (let i = 0; i < 3; i += 1) assert.equal((await get(url)).text, "b");
  [a.way.wait, b.way.wait] = [0, 900];
  await eventually(
    async () => (await get(url)).text === "a",
    "the answer of the one that is the nearest now",
  );
  const nearest = told.map((sentence) => /^Server (\d+) is the nearest: \d+ ms\.$/.exec(sentence)?.[1]);
  assert.deepEqual(nearest, [String(b.port), String(a.port)]);
});

test("the nearest server is told also when it stands first, and was not there yet at first", async (t) => {
  const port = await closedPort();
  const told: string[] = [];
  nearestFirst([port, await closedPort()], (sentence) => told.push(sentence));
  await assert.rejects(get(`http://127.0.0.1:${port}`)); // Now it has been looked for.
  const server = createServer(named("a")).listen(port, "127.0.0.1");
  t.after(() => server.close());
  await eventually(() => told.length === 1, "the nearest");
  assert.match(told[0] ?? "", new RegExp(`^Server ${port} is the nearest`));
});

test("when the nearest server is gone, the next one answers", async (t) => {
  const [a, b] = [await away(t, named("a"), 0), await away(t, named("b"), 900)];
  const told: string[] = [];
  const url = await listener(t, balance(nearestFirst([b.port, a.port], (sentence) => told.push(sentence))));
  await eventually(async () => (await get(url)).text === "a", "the answer of the nearest");
  a.way.end();
  assert.equal((await get(url)).text, "b");
  await eventually(() => told.length === 2, "the other one is the nearest now");
});

test("a server that is not there is not noticed, by GET or by POST", async (t) => {
  const url = await before(t, await closedPort(), await serve(t, echo));
  for (let i = 0; i < 4; i += 1) {
    assert.equal((await get(url)).status, 200);
    const posted = await get(url, { method: "POST", body: `order ${i}` });
    assert.equal(posted.text, `POST / order ${i}`);
  }
});

test("a POST whose server breaks off is not sent to another: it may have been done", async (t) => {
  let orders = 0;
  const breaksOff: RequestListener = (req) => {
    req.resume().once("end", () => {
      orders += 1;
      req.socket.destroy();
    });
  };
  const url = await before(t, await serve(t, breaksOff), await serve(t, breaksOff));
  const reply = await get(url, { method: "POST", body: "one" });
  assert.equal(reply.status, 502);
  assert.match(reply.text, /Nobody knows whether it was done/);
  assert.equal(orders, 1);
});

test("a GET whose server breaks off is asked of another one", async (t) => {
  const url = await before(t, await serve(t, (req) => req.socket.destroy()), await serve(t, named("b")));
  assert.equal((await get(url)).text, "b");
  assert.equal((await get(url)).text, "b");
});

test("a silent server is given up, and another one is asked", async (t) => {
  const ports = [await serve(t, () => {}), await serve(t, named("b"))];
  const url = await listener(t, balance(inTurn(ports), 50));
  assert.equal((await get(url)).text, "b");
});

test("half an answer does not look whole", async (t) => {
  const half: RequestListener = (req, res) => {
    res.write("half", () => req.socket.destroy());
  };
  const url = await before(t, await serve(t, half));
  await assert.rejects(get(url));
});

test("when no server is there, the client is told 502", async (t) => {
  const url = await before(t, await closedPort(), await closedPort());
  const reply = await get(url);
  assert.equal(reply.status, 502);
  assert.equal(reply.headers["content-type"], "application/problem+json");
});

test("a server that comes back is asked again", async (t) => {
  const port = await closedPort();
  const url = await before(t, port);
  assert.equal((await get(url)).status, 502);
  const server = createServer(named("back")).listen(port, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  assert.equal((await get(url)).text, "back");
});

test("the server learns who the client is, from the client's own words and the balancer's", async (t) => {
  const url = await before(t, await serve(t, (req, res) => res.end(req.headers["x-forwarded-for"])));
  assert.equal((await get(url)).text, "127.0.0.1");
  assert.equal((await get(url, { headers: { "x-forwarded-for": "10.0.0.7" } })).text, "10.0.0.7, 127.0.0.1");
});

test("method, path, query, header fields and a body in pieces pass both ways", async (t) => {
  const url = await before(t, await serve(t, echo));
  async function* pieces() {
    yield "Caf";
    yield "é ☕";
  }
  const reply = await get(`${url}/a%20b?x=1`, {
    method: "PUT",
    body: Readable.from(pieces()),
    headers: { "x-echo": "y" },
  });
  assert.equal(reply.text, "PUT /a%20b?x=1 Café ☕");
  assert.equal(reply.headers["x-echo"], "y");
  assert.deepEqual(reply.headers["set-cookie"], ["a=1", "b=2"]);
});

test("what belongs to the client's connection stays there, also what Connection names", async (t) => {
  const url = await before(t, await serve(t, (req, res) => res.end(JSON.stringify(req.headers))));
  const asked = httpRequest(url, {
    headers: { connection: "close, X-Hop", "x-hop": "1", "x-end": "2" },
  }).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const seen = JSON.parse(await textOf(answer));
  assert.deepEqual([seen["x-hop"], seen["x-end"]], [undefined, "2"]);
  assert.ok(!seen.connection?.includes("X-Hop"), seen.connection);
});

test("a client cannot take the length from its body, or the name from the request", async (t) => {
  const url = await before(t, await serve(t, echo));
  const asked = httpRequest(`${url}/x`, {
    method: "DELETE",
    headers: { connection: "close, Content-Length, Host", "content-length": 6, host: "shop.example" },
  }).end("a body");
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  assert.equal(await textOf(answer), "DELETE /x a body");
});

test("a piece of the answer reaches the client before the answer has ended", async (t) => {
  let finish = () => {};
  const url = await before(
    t,
    await serve(t, (_req, res) => {
      res.write("event 1\n");
      finish = () => res.end();
    }),
  );
  const { body } = await request(url);
  for await (const piece of body) {
    assert.equal(String(piece), "event 1\n");
    finish();
  }
});

test("when the client leaves, the server is let go too", async (t) => {
  const leave = new AbortController();
  let left: Promise<unknown> | undefined;
  const silent: RequestListener = (req) => {
    left = once(req.socket, "close");
    leave.abort(); // The client has asked, and now it goes.
  };
  const url = await before(t, await serve(t, silent));
  await assert.rejects(request(url, { signal: leave.signal }));
  await left;
});

const echo: RequestListener = async (req, res) => {
  const text = await textOf(req);
  res.setHeader("x-echo", req.headers["x-echo"] ?? "");
  res.setHeader("set-cookie", ["a=1", "b=2"]);
  res.end(`${req.method} ${req.url} ${text}`);
};

async function textOf(req: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}
