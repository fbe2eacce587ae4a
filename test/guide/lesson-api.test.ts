// What the pages do with the open lesson: the questions, the requests, the checks, hints and the beginning anew.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { openGuide } from "./site.ts";

const EXERCISE = "work/01-hello/exercise.ts";

test("a lesson is opened by a form, and its files are made", async (t) => {
  const { post, desk, files } = await openGuide(t, "");
  const reply = await post("/lessons/01-hello/open");
  assert.equal(reply.status, 303);
  assert.equal(reply.headers.get("location"), "/lessons/01-hello");
  assert.equal(desk.open?.folder.name, "01-hello");
  assert.ok(files.has(EXERCISE));
  assert.equal((await post("/lessons/99-nothing/open")).status, 404);
});

test("without an open lesson its actions say so", async (t) => {
  const { postJson } = await openGuide(t, "");
  for (const path of ["hint", "check", "reset", "exchanges/0"]) {
    const reply = await postJson(`/api/lessons/01-hello/${path}`, {});
    assert.equal(reply.status, 409, path);
    assert.match(reply.detail, /No lesson is open/);
  }
});

test("what a page says of a lesson that is not the open one is refused, and changes nothing", async (t) => {
  const { postJson, files } = await openGuide(t);
  const work = () => [files.read("work/01-hello/exercise.ts"), files.has("work/progress.json")];
  const before = work();
  for (const path of ["hint", "check", "reset", "exchanges/0", "predictions"]) {
    const reply = await postJson(`/api/lessons/02-routes/${path}`, { question: 0, option: 1 });
    assert.equal(reply.status, 409, path);
    assert.match(reply.detail, /Lesson 01 is open now/);
  }
  assert.deepEqual(work(), before);
});

test("an answer to a question is kept, and can be changed", async (t) => {
  const { post, files } = await openGuide(t);
  const chosen = () =>
    Object.values(JSON.parse(files.read("work/progress.json")).lessons["01-hello"].predictions);
  assert.equal((await post("/api/lessons/01-hello/predictions", { question: 0, option: 2 })).status, 204);
  assert.deepEqual(chosen(), [2]);
  await post("/api/lessons/01-hello/predictions", { question: 0, option: 1 });
  assert.deepEqual(chosen(), [1]);
  for (const body of [
    { question: 9, option: 1 },
    { question: 0, option: 9 },
    { question: 0, option: 0 },
    { question: "0" },
    [],
  ]) {
    assert.equal((await post("/api/lessons/01-hello/predictions", body)).status, 422, JSON.stringify(body));
  }
  assert.deepEqual(chosen(), [1]);
});

test("a request of the lesson is sent to the example, and held against what the lesson promises", async (t) => {
  const { postJson, files } = await openGuide(t);
  const early = await postJson("/api/lessons/01-hello/exchanges/0", { server: "example" });
  assert.match(early.detail, /does not listen/);
  const started = await postJson("/api/servers/example/start");
  assert.equal(started.status, "listening");
  const sent = await postJson("/api/lessons/01-hello/exchanges/0", { server: "example" });
  assert.deepEqual(sent.differences, []);
  assert.match(sent.sent, /^GET \S+ HTTP\/1\.1\r\nHost: localhost:\d+\r\n[\s\S]*\r\n\r\n$/);
  assert.match(sent.received, /^HTTP\/1\.1 200 OK\r\n/);

  files.write(
    "work/01-hello/server.ts",
    files.read("work/01-hello/server.ts").replace("  res.end(", "  res.statusCode = 201;\n  res.end("),
  );
  await eventually(async () => {
    const changed = await postJson("/api/lessons/01-hello/exchanges/0", { server: "example" });
    return changed.differences?.[0] === "The status is 201, and the lesson promises 200.";
  }, "the changed example");
  assert.equal((await postJson("/api/servers/example/stop")).status, "stopped");
});

test("hints come one by one, for the first check that fails; and the exercise can be begun anew", async (t) => {
  const { postJson, desk, files } = await openGuide(t);
  await eventually(() => desk.open?.verdict !== undefined, "the first verdict");
  assert.match((await postJson("/api/lessons/01-hello/hint")).detail, /First the server must start/);
  files.write(EXERCISE, files.fixture("01-hello/solution.ts").replace('"Hello!"', '"Hallo"'));
  await eventually(() => (desk.open?.verdict?.results.length ?? 0) > 0, "a verdict with checks");
  assert.equal((await postJson("/api/lessons/01-hello/hint")).number, 1);
  assert.equal((await postJson("/api/lessons/01-hello/hint")).number, 2);
  files.write(EXERCISE, files.fixture("01-hello/solution.ts"));
  await eventually(() => desk.course.isPassed("01-hello"), "the pass");
  assert.match((await postJson("/api/lessons/01-hello/hint")).detail, /nothing needs a hint/);
  const { backup } = await postJson("/api/lessons/01-hello/reset");
  assert.equal(files.read(backup), files.fixture("01-hello/solution.ts"));
  assert.equal(files.read(EXERCISE), files.fixture("01-hello/exercise.ts"));
});

test("a request can be put together and sent; what cannot be sent is refused with the reason", async (t) => {
  const { post, postJson } = await openGuide(t);
  await post("/api/servers/example/start");
  const good = await postJson("/api/servers/example/send", {
    method: "POST",
    target: "/",
    headers: { "X-Mine": "1" },
    body: "é",
  });
  assert.match(good.sent, /X-Mine: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\né$/);
  const bad: [object, RegExp][] = [
    [{ method: "FETCH" }, /verb is one of/],
    [{ target: "books" }, /begins with a slash/],
    [{ target: "/a b" }, /%20/],
    [{ headers: { "A\r\nB": "1" } }, /one line/],
    [{ headers: { A: "1\r\nB: 2" } }, /one line/],
    [{ body: 1 }, /is a text/],
  ];
  for (const [body, why] of bad) {
    const reply = await postJson("/api/servers/example/send", body);
    assert.equal(reply.status, 422);
    assert.match(reply.detail, why);
  }
  assert.equal((await post("/api/servers/nothing/start")).status, 404);
  assert.match((await postJson("/api/servers/shop/start")).detail, /npm start/);
});
