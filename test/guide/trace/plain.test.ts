// What any server on node:http tells, and that it does not notice.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../../support/eventually.ts";
import { line } from "./lines.ts";
import { traced } from "./traced.ts";

test("request, response with the line that gave it, and end", async (t) => {
  const { ask, journey } = await traced(t, "plain");
  await ask("GET /hello");
  const { events, the } = await journey("/hello");
  assert.deepEqual(
    events.map(({ type }) => type),
    ["request", "response", "end"],
  );
  assert.equal(the("response").place, line("plain", "answered"));
  const names = the("response").fields.map(([name]) => name);
  assert.deepEqual(names, ["Content-Type", "Date", "Connection", "Keep-Alive", "Transfer-Encoding"]);
  assert.equal(the("end").body.text, "Hello");
});

test("a body is told as it comes; a large one with its beginning, and how much there is of it", async (t) => {
  const { ask, journey } = await traced(t, "plain");
  const body = `é${"x".repeat(3_000_000)}`;
  assert.equal((await ask("POST /pieces", { body })).text, "3000002");
  const { all } = await journey("/pieces");
  const pieces = all("body");
  assert.equal(
    pieces.reduce((sum, { bytes }) => sum + bytes, 0),
    3_000_002,
  );
  assert.equal(pieces[0]?.soFar?.text.slice(0, 3), "éxx");
  assert.equal(Buffer.byteLength(pieces[0]?.soFar?.text ?? ""), 4_096);
  assert.ok(pieces.slice(1).every(({ soFar }) => soFar === undefined));
});

test("a body that nobody reads stays unread, and the server sees nothing of who looks on", async (t) => {
  const { ask, journey, watch } = await traced(t, "plain");
  await ask("POST /unread", { body: "a body" });
  await journey("/unread");
  const watched = (await ask("POST /keys", { body: "a body" })).text;
  await watch(false);
  assert.equal((await ask("POST /keys", { body: "a body" })).text, watched);
});

test("a response in pieces is told as one", async (t) => {
  const { ask, journey } = await traced(t, "plain");
  await ask("GET /streams");
  const { the } = await journey("/streams");
  assert.equal(the("end").body.text, "one two");
  assert.equal(the("end").body.bytes, 7);
});

test("a second response is told with both lines", async (t) => {
  const { ask, journey } = await traced(t, "plain");
  await ask("GET /twice");
  const { first, second } = (await journey("/twice", "again")).the("again");
  assert.deepEqual([first, second], [line("plain", "first"), line("plain", "second")]);
});

for (const [path, mark, message] of [
  ["/throws", "throws", "out of reach"],
  ["/late", "late", "too late"],
] as const) {
  test(`what ends the process is told before it is gone: ${path}`, async (t) => {
    const { ask, journey, server } = await traced(t, "plain");
    await assert.rejects(ask(`GET ${path}`));
    const { the } = await journey(path, "error");
    assert.deepEqual([the("error").message, the("error").place], [message, line("plain", mark)]);
    await eventually(() => server.state.restarts === 1 && server.state.status === "listening", "the restart");
  });
}

test("a request in which the program exits is told too; the next life has another name", async (t) => {
  const { ask, journey, server, batches } = await traced(t, "plain");
  await assert.rejects(ask("GET /exits"));
  await journey("/exits", "request");
  await eventually(() => server.state.restarts === 1 && server.state.status === "listening", "the restart");
  await ask("GET /hello"); // The first request of the new life.
  await journey("/hello");
  assert.notEqual(batches.at(-1)?.life, batches[0]?.life);
  assert.equal(batches.at(-1)?.life.startsWith(`${server.state.pid}-`), true);
});
