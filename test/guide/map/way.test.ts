// A journey's nine steps with their times, its lanes, and the moments that its token goes through.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Journey } from "../../../src/guide/client/map/journey.ts";
import { chartOf } from "../../../src/guide/client/map/lanes.ts";
import { momentsOf, stationAt, wayOf } from "../../../src/guide/client/map/moments.ts";
import { silenceOf, stepTimes } from "../../../src/guide/client/map/steps.ts";
import { productPage, Story } from "./story.ts";

function journeyOf({ id, events }: Story): Journey {
  const journey = new Journey("1", id);
  for (const event of events) journey.add(event, 0);
  return journey;
}

/** "0.20", as the page would show it; or why there is no time. */
const times = (story: Story) =>
  stepTimes(journeyOf(story)).map(({ time }) => (typeof time === "number" ? time.toFixed(2) : time));
const way = (story: Story) => wayOf(momentsOf(journeyOf(story))).join(" ");

test("the nine steps of a product's page add up to the whole, and the slowest is the database", () => {
  const story = productPage({ id: 1 });
  assert.deepEqual(times(story), [
    "unseen",
    "unseen",
    "0.20",
    "0.50",
    "0.50",
    "3.00",
    "0.80",
    "1.00",
    "unseen",
  ]);
  const steps = stepTimes(journeyOf(story));
  assert.equal(chartOf(journeyOf(story)).slowestStep, 6);
  const sum = steps.reduce((total, { share }) => total + share, 0);
  assert.equal(sum.toFixed(6), "1.000000");
});

test("operations side by side count once", () => {
  const story = new Story({ id: 1 }).route("GET /").begin("page", "handler");
  for (const operation of [1, 2]) {
    const query = { text: "", bytes: 0, isWhole: true, isBinary: false };
    story.tell({ type: "store", operation, name: "get", collection: "a", query, inTransaction: false });
  }
  story.after(4);
  for (const operation of [1, 2]) {
    const result = { text: "", bytes: 0, isWhole: true, isBinary: false };
    story.tell({ type: "store-end", operation, result, failed: false, records: 1 });
  }
  assert.equal(times(story.respond(200, "OK").end())[5], "4.00");
});

test("a request that needs no data says so, and one that nothing fits has no handler", () => {
  const plain = new Story({ id: 1 }).route("GET /").begin("page", "handler").after(2).pass();
  const told = times(plain.respond(200, "OK").end());
  assert.deepEqual([told[4], told[5], told[6]], ["none", "none", "2.00"]);
  const lost = new Story({ id: 2, target: "/nothing" })
    .route(undefined)
    .through("logger", 1)
    .tell({ type: "error", name: "HttpError", message: "There is nothing at /nothing.", place: undefined })
    .after(0.1)
    .begin("problem", "error-handler")
    .after(2)
    .pass();
  assert.equal(way(lost.respond(404, "Not Found").end()), "client server middleware route response client");
  assert.equal(times(lost)[6], "2.00");
});

test("a server that is none of the kit tells less, and nothing is invented", () => {
  const story = new Story({ id: 1 }).after(3).respond(200, "OK").after(1).end();
  assert.deepEqual(times(story), [
    "unseen",
    "unseen",
    "untold",
    "3.00",
    "untold",
    "untold",
    "untold",
    "1.00",
    "unseen",
  ]);
  assert.equal(way(story), "client server response client");
  const { lanes } = chartOf(journeyOf(story));
  assert.deepEqual(
    lanes.map(({ name }) => name),
    ["Client", "Server", "200 OK"],
  );
});

test("the token travels from the client through the server to the store and back", () => {
  assert.equal(
    way(productPage({ id: 1 })),
    "client server middleware route handler store handler store handler response client",
  );
  const moments = momentsOf(journeyOf(productPage({ id: 1, at: 1_000 })));
  assert.equal(stationAt(moments, 999), "client");
  assert.equal(stationAt(moments, 1_000), "server");
  assert.equal(stationAt(moments, 1_002), "store");
  assert.equal(stationAt(moments, 9_999), "client");
});

test("each moment is a sentence", () => {
  const texts = momentsOf(journeyOf(productPage({ id: 1 }))).map(({ text }) => text);
  assert.deepEqual(texts, [
    "The head of the request has come: GET /products/66432.",
    "The router has looked at 3 routes and chosen GET /products/:id. The middleware comes first.",
    "logger begins.",
    "logger passes the request on.",
    "securityHeaders begins.",
    "securityHeaders passes the request on, and has set X-Content-Type-Options, Referrer-Policy.",
    "productPage begins.",
    "The store is asked: products.get.",
    "products.get returns 1 record after 2.00 ms.",
    "The store is asked: reviews.find.",
    "reviews.find returns 3 records after 1.00 ms.",
    "productPage answers, and has set Content-Type.",
    "The response begins: 200 OK.",
    "The response is on its way to the client.",
  ]);
});

test("there is a lane for each middleware, route, handler, operation and the response", () => {
  const { lanes, from, to } = chartOf(journeyOf(productPage({ id: 1, at: 1_000 })));
  assert.deepEqual(
    lanes.map(({ name }) => name),
    [
      ["Client", "Server", "logger", "securityHeaders", "GET /products/:id", "productPage"],
      ["products.get", "reviews.find", "200 OK"],
    ].flat(),
  );
  assert.equal((to - from).toFixed(2), "6.00");
  assert.deepEqual(
    lanes.filter(({ isSlowest }) => isSlowest).map(({ name }) => name),
    ["products.get"],
  );
  const handler = lanes.find(({ name }) => name === "productPage");
  assert.equal(handler?.self?.toFixed(2), "1.30", "without the time in the store");
  for (const span of lanes.flatMap(({ spans }) => spans)) {
    assert.ok(span.from >= from && span.to <= to && span.from <= span.to, JSON.stringify(span));
  }
});

test("a middleware that waits for what comes after it has that time not for its own", () => {
  const story = new Story({ id: 1 })
    .through("timer", 1)
    .begin("slow", "handler")
    .after(100)
    .pass()
    .respond(200, "OK")
    .tell({ type: "step-end", step: 2 })
    .after(5)
    .tell({ type: "step-end", step: 1 })
    .tell({ type: "end", how: "sent", body: { text: "", bytes: 0, isWhole: true, isBinary: false } });
  const timer = chartOf(journeyOf(story)).lanes.find(({ name }) => name === "timer");
  assert.equal(timer?.self?.toFixed(2), "6.00");
  assert.deepEqual(
    timer?.spans.map(({ kind }) => kind),
    ["busy", "waits", "busy"],
  );
});

test("a loop that asks the store a thousand times has lanes that can be read", () => {
  const story = new Story({ id: 1 }).begin("loop", "handler");
  for (let i = 0; i < 400; i++) story.store("books.get", 1);
  const { lanes } = chartOf(journeyOf(story));
  assert.equal(lanes.filter(({ station }) => station === "store").length, 12);
  assert.equal(lanes.findLast(({ station }) => station === "store")?.name, "389 more");
});

test("an open request lasts until now, and one without its head does not throw", () => {
  const story = new Story({ id: 1, at: 1_000 }).route("GET /hangs").begin("hangs", "handler");
  const journey = journeyOf(story);
  assert.equal(chartOf(journey, 3_500).to, 3_500);
  assert.equal(stepTimes(journey, 3_500)[6]?.time, 2_500);
  const headless = journeyOf(productPage({ id: 2 }));
  const later = new Journey("1", 3);
  for (const event of productPage({ id: 3 }).events.slice(5)) later.add(event, 0);
  assert.equal(headless.steps.size, 3);
  assert.ok(momentsOf(later).length > 5);
  assert.ok(chartOf(later).lanes.length > 3);
});

test("a second response and a failed operation are marked", () => {
  const story = new Story({ id: 1 })
    .begin("twice", "handler")
    .store("books.get", 1, { failed: true })
    .pass()
    .respond(200, "OK")
    .after(1)
    .tell({ type: "again", first: "server.ts:14", second: "server.ts:17" })
    .end();
  const { lanes } = chartOf(journeyOf(story));
  const failed = lanes.filter(({ spans }) => spans.some(({ kind }) => kind === "failed"));
  assert.deepEqual(
    failed.map(({ name }) => name),
    ["books.get", "200 OK"],
  );
});

test("a handler that waits for the store is busy before and after it, as its number says", () => {
  const story = new Story({ id: 1 })
    .route("GET /")
    .begin("page", "handler")
    .after(0.5)
    .store("products.get", 3_000)
    .after(0.3)
    .store("reviews.find", 10)
    .after(0.5)
    .pass()
    .respond(200, "OK")
    .end();
  const handler = chartOf(journeyOf(story)).lanes.find(({ name }) => name === "page");
  assert.deepEqual(
    handler?.spans.map(({ kind }) => kind),
    ["busy", "waits", "busy", "waits", "busy"],
  );
  const drawn = handler?.spans.filter(({ kind }) => kind === "busy") ?? [];
  assert.equal(drawn.reduce((sum, { from, to }) => sum + to - from, 0).toFixed(2), "1.30");
  assert.equal(handler?.self?.toFixed(2), "1.30");
});

test("a middleware that calls several steps, one after the other, waits for all of them", () => {
  const story = new Story({ id: 1 })
    .through("outer", 1)
    .begin("first")
    .after(10)
    .tell({ type: "step-end", step: 2 })
    .after(1)
    .begin("second", "handler")
    .after(20)
    .tell({ type: "step-end", step: 3 })
    .respond(200, "OK")
    .after(2)
    .tell({ type: "step-end", step: 1 });
  const outer = chartOf(journeyOf(story)).lanes.find(({ name }) => name === "outer");
  assert.equal(outer?.self?.toFixed(2), "4.00");
});

test("the slowest step is that of the slowest lane, not the longest of the nine", () => {
  const story = new Story({ id: 1 }).route("GET /");
  for (const name of ["a", "b", "c", "d"]) story.through(name, 3);
  story.begin("page", "handler").after(4).pass().respond(200, "OK").end();
  const { lanes, slowestStep } = chartOf(journeyOf(story));
  assert.deepEqual(
    lanes.filter(({ isSlowest }) => isSlowest).map(({ name }) => name),
    ["page"],
  );
  assert.equal(slowestStep, 7);
});

test("a handler that gave no response was silent, and put nothing together", () => {
  const story = new Story({ id: 1 })
    .route("GET /")
    .through("logger", 1)
    .begin("silent", "handler")
    .after(10_000)
    .pass()
    .tell({ type: "error", name: "timeout", message: "It had no response.", place: undefined })
    .begin("problem", "error-handler")
    .after(0.5)
    .pass()
    .respond(503, "Service Unavailable")
    .end();
  const journey = journeyOf(story);
  assert.equal(stepTimes(journey)[6]?.silence, 10_000);
  const { lanes, slowestStep } = chartOf(journey);
  const handler = lanes.find(({ name }) => name === "silent");
  assert.equal(handler?.self, 0);
  assert.ok(handler?.spans.some(({ kind, from, to }) => kind === "waits" && to - from >= 10_000));
  assert.equal(slowestStep, undefined, "nothing that was done took as long");
});

test("a handler that answers late was not silent, nor one that still has a moment", () => {
  const late = new Story({ id: 1 }).route("GET /").begin("page", "handler").after(3_000).pass();
  const end = late.now;
  assert.equal(silenceOf(journeyOf(late.respond(200, "OK").end()), end), undefined);
  const young = journeyOf(new Story({ id: 2 }).route("GET /").begin("page", "handler"));
  assert.equal(stepTimes(young, young.begin + 500)[6]?.silence, 0);
  assert.equal(stepTimes(young, young.begin + 5_000)[6]?.silence, 5_000);
});

test("a server that tells nothing of its inside has all its time as a whole, by itself", () => {
  const journey = journeyOf(new Story({ id: 1 }).after(3).respond(200, "OK").after(1).end());
  assert.deepEqual(
    stepTimes(journey)
      .filter(({ isWhole }) => isWhole)
      .map(({ step }) => step),
    [4],
  );
  const { lanes, slowestStep } = chartOf(journey);
  assert.equal(lanes.find(({ isSlowest }) => isSlowest)?.name, "Server");
  assert.equal(slowestStep, 4);
});

test("a transaction is not busy while its parts are", () => {
  const story = new Story({ id: 1 }).begin("page", "handler");
  const told = { query: { text: "", bytes: 0, isWhole: true, isBinary: false } };
  const done = { result: told.query, failed: false, records: 1 };
  story.tell({
    type: "store",
    operation: 1,
    name: "transaction",
    collection: undefined,
    inTransaction: false,
    ...told,
  });
  story.after(1).tell({
    type: "store",
    operation: 2,
    name: "get",
    collection: "a",
    inTransaction: true,
    ...told,
  });
  story.after(5).tell({ type: "store-end", operation: 2, ...done });
  story.after(2).tell({ type: "store-end", operation: 1, ...done });
  const { lanes } = chartOf(journeyOf(story.pass().respond(200, "OK").end()));
  const transaction = lanes.find(({ name }) => name === "transaction");
  assert.equal(transaction?.self, 3);
  const busy = transaction?.spans.filter(({ kind }) => kind === "busy") ?? [];
  assert.deepEqual(
    busy.map(({ from, to }) => to - from),
    [1, 2],
  );
});
