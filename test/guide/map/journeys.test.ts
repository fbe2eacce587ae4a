// Events of requests become journeys, whatever is lost, doubled or late.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Journeys } from "../../../src/guide/client/map/journeys.ts";
import { batchOf, productPage, Story } from "./story.ts";

const all = (journeys: Journeys) => [...journeys.newest()];

test("what is told of a request is one journey, the newest first", () => {
  const journeys = new Journeys();
  journeys.add(batchOf([productPage({ id: 1 }), new Story({ id: 2, target: "/hangs" })]), 0);
  const [second, first] = all(journeys);
  assert.equal(second?.isWaiting, true);
  assert.equal(first?.outcome, "sent");
  assert.equal(first?.route?.route, "GET /products/:id");
  assert.deepEqual(
    [...(first?.steps.values() ?? [])].map(({ name }) => name),
    ["logger", "securityHeaders", "productPage"],
  );
  assert.equal(first?.operations.get(2)?.records, 3);
  assert.equal(first?.response?.status, 200);
});

test("the same events in any order, and twice, are the same journey", () => {
  const { events } = productPage({ id: 1 });
  const inOrder = new Journeys();
  inOrder.add({ ...batchOf([]), events }, 0);
  const mixed = new Journeys();
  for (const event of [...events].reverse()) mixed.add({ ...batchOf([]), events: [event, event] }, 0);
  const [a] = all(inOrder);
  const [b] = all(mixed);
  assert.equal(b?.version, events.length);
  assert.deepEqual([b?.begin, b?.last, b?.outcome], [a?.begin, a?.last, a?.outcome]);
  assert.deepEqual(
    [...(b?.steps.values() ?? [])].toSorted((one, other) => one.number - other.number),
    [...(a?.steps.values() ?? [])],
  );
});

test("any event may be lost", () => {
  const { events } = productPage({ id: 1 });
  for (const lost of events) {
    const journeys = new Journeys();
    journeys.add({ ...batchOf([]), events: events.filter((event) => event !== lost) }, 0);
    assert.equal(all(journeys).length, 1);
  }
});

test("the newest 500 are kept, and what has gone does not come again", () => {
  const journeys = new Journeys();
  const stories = Array.from({ length: 600 }, (_, i) => productPage({ id: i + 1, at: i }));
  journeys.add(batchOf(stories), 0);
  assert.equal(journeys.size, 500);
  assert.equal(all(journeys)[0]?.id, 600);
  journeys.add(batchOf(stories), 0);
  assert.equal(all(journeys)[0]?.id, 600);
  assert.equal(journeys.size, 500);
});

test("a new life begins anew with number 1; what was open before has stopped", () => {
  const journeys = new Journeys();
  journeys.add(batchOf([new Story({ id: 1, target: "/old" })], { life: "1" }), 0);
  journeys.add(batchOf([new Story({ id: 1, target: "/new" })], { life: "2" }), 0);
  assert.deepEqual(
    all(journeys).map(({ target, outcome }) => [target, outcome]),
    [
      ["/new", "open"],
      ["/old", "stopped"],
    ],
  );
});

test("what is silent for five minutes counts as lost, and lives again when it is heard of", () => {
  const journeys = new Journeys();
  const story = new Story({ id: 1 });
  journeys.add(batchOf([story]), 0);
  journeys.closeSilent(299_000);
  assert.equal(all(journeys)[0]?.outcome, "open");
  journeys.closeSilent(301_000);
  assert.equal(all(journeys)[0]?.outcome, "lost");
  story.after(1).end();
  journeys.add(batchOf([story]), 302_000);
  assert.equal(all(journeys)[0]?.outcome, "sent");
});

test("a body grows with its pieces", () => {
  const journeys = new Journeys();
  const story = new Story({ id: 1, method: "POST" });
  for (const bytes of [100, 50]) story.after(1).tell({ type: "body", bytes });
  journeys.add(batchOf([story]), 0);
  assert.deepEqual(
    all(journeys)[0]?.body.pieces.map(({ total }) => total),
    [100, 150],
  );
});

test("a sample is counted as one: how many a second, and how many of them are told", () => {
  const journeys = new Journeys();
  for (let i = 0; i < 30; i++) journeys.add({ ...batchOf([]), seen: 400, traced: 6 }, i * 100);
  assert.deepEqual(journeys.rates(2_950), { seen: 4_000, traced: 60 });
  assert.deepEqual(journeys.rates(60_000), { seen: 0, traced: 0 });
});

test("clients are counted by their addresses, the busiest first, and no more than a thousand", () => {
  const journeys = new Journeys();
  journeys.add({ ...batchOf([]), clients: { "10.0.0.1": 1, "10.0.0.2": 5 } }, 0);
  assert.deepEqual(journeys.clients(), [
    ["10.0.0.2", 5],
    ["10.0.0.1", 1],
  ]);
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`10.1.${i >> 8}.${i & 255}`, 1]));
  journeys.add({ ...batchOf([]), clients: many }, 0);
  assert.equal(journeys.clients().length, 1_000);
});
