// The event stream of the guide's pages: how things stand comes first, then what changes, and again after a gap.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeskState, ServerState } from "../../src/guide/live/messages.ts";
import { type Heard, listen } from "../support/event-stream.ts";
import { eventually } from "../support/eventually.ts";
import { openGuide } from "./site.ts";

test("who connects is told how things stand, and hears of a save without asking", async (t) => {
  const { url, files, desk } = await openGuide(t);
  const { heard } = await listen(t, url, "desk,servers");
  await eventually(() => heard.length >= 3, "the snapshots");
  assert.deepEqual(
    heard.slice(0, 3).map(({ event }) => event),
    ["hello", "desk", "servers"],
  );
  await eventually(() => desk.open?.verdict !== undefined && !desk.isChecking, "the first verdict");
  files.write("work/01-hello/exercise.ts", files.fixture("01-hello/solution.ts"));
  const last = () => heard.findLast(({ event }) => event === "desk")?.data as DeskState;
  await eventually(() => last().isPassed, "the pass");
  await eventually(() => !last().isChecking, "the end of the check");
  assert.ok(last().checks.every(({ status }) => status === "passed"));
  assert.deepEqual(last().passed, ["01-hello"]);
});

test("who comes back after a gap needs nothing of what was missed", async (t) => {
  const { url, post } = await openGuide(t);
  const first = await listen(t, url, "servers,output");
  await eventually(() => first.heard.length > 0, "the snapshot");
  first.leave();
  await post("/api/servers/example/start");
  const { heard } = await listen(t, url, "servers,output,nothing,servers");
  await eventually(() => heard.some(({ event }) => event === "servers"), "the snapshot");
  const states = heard.find(({ event }) => event === "servers")?.data as ServerState[];
  assert.deepEqual(
    states.map(({ name, status }) => `${name} ${status}`),
    ["shop absent", "example listening", "exercise stopped"],
  );
  assert.equal(heard.filter(({ event }) => event === "servers").length, 1);
});

test("the requests of the example are told while somebody looks, and only then", async (t) => {
  const { url, post } = await openGuide(t);
  await post("/api/servers/example/start");
  const { heard, leave } = await listen(t, url, "map-example");
  await eventually(() => heard.length > 0, "the stream");
  await eventually(async () => {
    await post("/api/servers/example/send", { target: "/looked-at" });
    return heard.some(({ event, data }) => event === "trace" && JSON.stringify(data).includes("/looked-at"));
  }, "a traced request");
  leave();
});

test("who opens a map later finds the requests that were told before", async (t) => {
  const { url, post } = await openGuide(t);
  await post("/api/servers/example/start");
  const lesson = await listen(t, url, "map-example");
  const has = (heard: Heard[]) => heard.some(({ data }) => JSON.stringify(data).includes("/sent-before"));
  await eventually(async () => {
    await post("/api/servers/example/send", { target: "/sent-before" });
    return has(lesson.heard);
  }, "a traced request");
  lesson.leave();
  const map = await listen(t, url, "map-example");
  await eventually(() => has(map.heard), "the same request on the map");
  const told = map.heard.find((one) => has([one]));
  assert.ok(told?.data.isPast);
});
