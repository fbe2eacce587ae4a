// What an app of the kit tells of a request: its whole journey.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { line } from "./lines.ts";
import { type Traced, traced } from "./traced.ts";

/** One server for most of the tests: each asks for a target of its own. */
let kit: Traced;
const ends: (() => unknown)[] = [];
before(async () => {
  kit = await traced({ after: (end) => ends.push(end) }, "kit");
});
after(async () => {
  for (const end of ends) await end();
});

test("a request is told from its first line to the end of its response", async () => {
  const { ask, journey } = kit;
  await ask("GET /books/1?x=%20y&test=0");
  const { events, the } = await journey("/books/1?x=%20y&test=0");
  assert.deepEqual(
    events.map(({ type }) => type),
    [
      ["request", "route"],
      ["step", "step-passed", "step", "step-passed"],
      ["step", "store", "store-end", "step-passed", "response"],
      ["step-end", "step-end", "step-end", "end"],
    ].flat(),
  );
  assert.deepEqual(
    events,
    events.toSorted((a, b) => a.at - b.at),
  );
  const { method, target, httpVersion, address, fields } = the("request");
  assert.deepEqual(
    [method, target, httpVersion, address],
    ["GET", "/books/1?x=%20y&test=0", "1.1", "127.0.0.1"],
  );
  assert.ok(fields.some(([name]) => name === "host"));
  const { status, reason, place, fields: sent } = the("response");
  assert.deepEqual([status, reason, place], [200, "OK", line("kit", "answered")]);
  assert.deepEqual(sent.slice(0, 3), [
    ["X-Stamp", "one"],
    ["Set-Cookie", "sid=01234…; HttpOnly"],
    ["Content-Type", "application/json"],
  ]);
  const { how, body } = the("end");
  assert.equal(how, "sent");
  assert.deepEqual(body, {
    text: '{"id":"1","title":"Momo","version":1}',
    bytes: 37,
    isWhole: true,
    isBinary: false,
  });
});

test("the route is told with its parameters, and each other one with the reason why not", async () => {
  const { ask, journey } = kit;
  await ask("GET /books/1?test=1");
  const { route, params, candidates, place } = (await journey("/books/1?test=1")).the("route");
  assert.equal(route, "GET /books/:id");
  assert.deepEqual(params, { id: "1" });
  assert.match(place ?? "", /^test\/guide\/trace\/programs\/kit\.ts:\d+$/);
  assert.ok(
    candidates.some(({ route, verdict }) => route === "GET /books" && verdict === "the path is longer"),
  );
  assert.deepEqual(
    candidates.filter(({ verdict }) => verdict === "matched").map(({ route }) => route),
    ["GET /books/:id"],
  );
});

test("each step is told with what it changed before it passed the request on", async () => {
  const { ask, journey } = kit;
  await ask("GET /books/1?test=2");
  const { all } = await journey("/books/1?test=2");
  assert.deepEqual(
    all("step").map(({ step, kind, name }) => [step, kind, name]),
    [
      [1, "middleware", "stamp"],
      [2, "middleware", "clean"],
      [3, "handler", ""],
    ],
  );
  assert.deepEqual(
    all("step-passed").map(({ changed }) => changed),
    [
      ["X-Stamp: one", "X-Gone: soon", "req.stamp"],
      ["Set-Cookie: sid=01234…; HttpOnly", "X-Gone removed"],
      ["Content-Type: application/json", "Content-Length: 37"],
    ],
  );
  assert.deepEqual(
    all("step-end").map(({ step }) => step),
    [3, 2, 1],
  );
});

test("an operation of the store belongs to its request, with query, result and number of records", async () => {
  const { ask, journey } = kit;
  await Promise.all(
    ["/books/1?test=3", "/books/1?b&test=3", "/books/nobody?test=3"].map((path) => ask(`GET ${path}`)),
  );
  const found = await journey("/books/1?test=3");
  assert.deepEqual(
    [found.the("store").name, found.the("store").collection, found.the("store").query.text],
    ["get", "books", '"1"'],
  );
  assert.equal(found.the("store-end").result.text, '{"id":"1","title":"Momo","version":1}');
  assert.equal(found.the("store-end").records, 1);
  assert.equal((await journey("/books/nobody?test=3")).the("store-end").records, 0);
  await journey("/books/1?b&test=3");
});

test("a transaction is told with its parts; a result that is large, with its beginning", async () => {
  const { ask, journey } = kit;
  await ask("GET /books?test=4");
  const { all, the } = await journey("/books?test=4");
  assert.deepEqual(
    all("store").map(({ operation, name, inTransaction }) => [operation, name, inTransaction]),
    [
      [1, "transaction", false],
      [2, "insert", true],
      [3, "find", false],
    ],
  );
  for (const { result } of all("store-end")) {
    assert.equal(result.isWhole, false);
    assert.equal(result.bytes, undefined);
    assert.ok(result.text.length > 4_000 && result.text.length < 4_400);
  }
  assert.equal(all("store-end").at(-1)?.records, 1);
  const { body } = the("end");
  assert.equal(Buffer.byteLength(body.text), 4_096);
  assert.ok(body.bytes !== undefined && body.bytes > 9_000);
});

test("an operation that fails is told with its message", async () => {
  const { ask, journey } = kit;
  await ask("GET /conflict?test=5");
  const end = (await journey("/conflict?test=5")).the("store-end");
  assert.equal(end.failed, true);
  assert.match(end.result.text, /books/);
});

test("what JSON cannot say breaks neither the telling nor the server", async () => {
  const { ask, journey } = kit;
  assert.equal((await ask("GET /odd?test=6")).text, "fine");
  const { query } = (await journey("/odd?test=6")).the("store");
  assert.ok(query.text.startsWith('{"where":{"big":1n,"is":(function),"self":{"big":1n'), query.text);
});

test("a body is told as it comes, without its password, and what a parser made of it as a change", async () => {
  const { ask, journey } = kit;
  const body = JSON.stringify({ title: "Emil", password: "correct horse battery" });
  await ask("POST /books?test=7", { body, headers: { "Content-Type": "application/json" } });
  const { the, all } = await journey("/books?test=7");
  assert.deepEqual(the("body").soFar, {
    text: '{"title":"Emil","password":"correc…"}',
    bytes: body.length,
    isWhole: true,
    isBinary: false,
  });
  assert.equal(the("body").bytes, body.length);
  assert.deepEqual(all("step-passed")[2]?.changed, ["req.body"]);
  assert.ok(all("step-passed")[3]?.changed.includes("status 201"));
  assert.doesNotMatch(JSON.stringify(all("store")), /horse/);
});

test("an error is told with its line, then the error handlers or what answers without them", async () => {
  const { ask, journey } = kit;
  await ask("GET /books/nobody?test=8");
  const notFound = await journey("/books/nobody?test=8");
  const { name, message, place } = notFound.the("error");
  assert.deepEqual([name, message, place], ["HttpError", "No such book.", line("kit", "thrown")]);
  assert.equal(notFound.the("response").status, 404);
  await ask("GET /fails?test=8");
  const failed = await journey("/fails?test=8");
  assert.equal(failed.the("error").place, line("kit", "fails"));
  assert.equal(failed.the("response").status, 500);
});

test("a second response is told with both lines", async () => {
  const { ask, journey } = kit;
  assert.equal((await ask("GET /twice?test=9")).text, "one");
  const { first, second } = (await journey("/twice?test=9")).the("again");
  assert.deepEqual([first, second], [line("kit", "first"), line("kit", "second")]);
});

test("a handler that ends without a response is told as the kit's report says it", async () => {
  const { ask, journey } = kit;
  assert.equal((await ask("GET /forgets?test=10")).statusCode, 500);
  const { name, message } = (await journey("/forgets?test=10")).the("error");
  assert.equal(name, "no-response");
  assert.match(message, /GET \/forgets\?test=10 .*ended without a response/);
});

test("a mounted app tells its own route, with the prefix", async () => {
  const { ask, journey } = kit;
  await ask("GET /inner/books/1?test=11");
  const { all, the } = await journey("/inner/books/1?test=11");
  assert.deepEqual(
    all("route").map(({ route, params }) => [route, params]),
    [
      [undefined, {}],
      ["GET /inner/books/:id", { id: "1" }],
    ],
  );
  assert.equal(the("response").place, line("kit", "mounted"));
});

test("bytes that are no text are told as such; HEAD has no body", async () => {
  const { ask, journey } = kit;
  await ask("GET /bytes?test=12");
  assert.deepEqual((await journey("/bytes?test=12")).the("end").body, {
    text: "",
    bytes: 4,
    isWhole: false,
    isBinary: true,
  });
  await ask("HEAD /head?test=12");
  assert.equal((await journey("/head?test=12")).the("end").body.bytes, 0);
});

test("a client that leaves is told", async () => {
  const { ask, journey } = kit;
  const controller = new AbortController();
  const asked = ask("GET /hangs?test=13", { signal: controller.signal }).catch(() => {});
  await journey("/hangs?test=13", "step");
  controller.abort();
  await asked;
  const { all, the } = await journey("/hangs?test=13");
  assert.equal(the("end").how, "left");
  assert.deepEqual(all("response"), []);
});

test("nobody watches, and nothing is told; somebody watches again, and it goes on", async (t) => {
  const { ask, journey, batches, watch } = await traced(t, "kit");
  await ask("GET /books/1?watched");
  await journey("/books/1?watched");
  await watch(false);
  const before = batches.length;
  await ask("GET /books/1?unwatched");
  assert.equal(batches.length, before);
  await watch(true);
  await ask("GET /books/1?again");
  const { events } = await journey("/books/1?again");
  assert.equal(events.length, 15);
  assert.equal(
    batches
      .flatMap((batch) => batch.events)
      .some((event) => "target" in event && event.target.endsWith("?unwatched")),
    false,
  );
});
