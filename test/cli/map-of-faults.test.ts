// `npm start` and the map of its shop: which faults are on, which request has met one, and that the plug was pulled.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { FaultState } from "../../src/guide/live/presenter.ts";
import type { FaultEvent, TraceEvent } from "../../src/guide/trace/events.ts";
import { type Heard, listen } from "../support/event-stream.ts";
import { eventually } from "../support/eventually.ts";
import { start } from "../support/start.ts";

async function startShop(t: TestContext) {
  const shop = start(t, ["--port", "0"], { GUIDE_PORT: "0" });
  const url = await shop.url();
  await eventually(() => shop.stdout.includes("Each request is a line below."), "the greeting");
  const guide = /^ {2}the guide {8}(http:\S+)$/m.exec(shop.stdout)?.[1] ?? "";
  const set = async (name: string, on: boolean) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ on });
    const reply = await fetch(`${guide}/present/api/faults/${name}`, { method: "PUT", headers, body });
    assert.equal(reply.status, 200);
  };
  return { url, guide, set };
}

const eventsIn = (heard: readonly Heard[]): TraceEvent[] =>
  heard.filter(({ event }) => event === "trace").flatMap(({ data }) => data.batch.events);

const onIn = (heard: readonly Heard[]): FaultState[] =>
  (heard.findLast(({ event }) => event === "faults")?.data ?? []).filter(({ on }: FaultState) => on);

test("the map is told of a fault that is on, and of the request that has met it", async (t) => {
  const { url, guide, set } = await startShop(t);
  const { heard } = await listen(t, guide, "map-shop,faults");
  const before = Date.now();
  await set("database-away", true);
  await eventually(() => onIn(heard).length === 1, "the fault");
  const [fault] = onIn(heard);
  assert.equal(fault?.name, "database-away");
  assert.ok((fault?.since ?? 0) >= before);
  const met = () => eventsIn(heard).find((event): event is FaultEvent => event.type === "fault");
  await eventually(async () => {
    await fetch(`${url}/products/66432`); // What was asked before the tracer had heard that it is watched, is not told.
    return met() !== undefined;
  }, "a request that met it");
  assert.deepEqual([met()?.title, met()?.where], ["The database is away", "database"]);
  await set("database-away", false);
  await eventually(() => onIn(heard).length === 0, "the undo");
});

test("the map is told where the plug was pulled, also one that is opened later", async (t) => {
  const { guide, set } = await startShop(t);
  const { heard, leave } = await listen(t, guide, "map-shop,faults");
  await set("pull-the-plug", true);
  await eventually(() => heard.some(({ event }) => event === "restart"), "the restart");
  await eventually(() => onIn(heard).length === 0, "its end", 60_000);
  const at = heard.findIndex(({ event }) => event === "restart");
  assert.equal(heard[at]?.data.restart.reason, "Its plug was pulled: the process was killed.");
  assert.ok(eventsIn(heard.slice(0, at)).length > 0, "requests before it");
  assert.ok(eventsIn(heard.slice(at)).length > 0, "requests after it");
  leave();
  const later = await listen(t, guide, "map-shop");
  await eventually(() => later.heard.some(({ event }) => event === "restart"), "the same restart");
});
