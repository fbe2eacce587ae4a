// Which requests are shown, the marks of their clients, and numbers as the page says them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Clients } from "../../../src/guide/client/map/clients.ts";
import { ALL, fits, isAside } from "../../../src/guide/client/map/filter.ts";
import { excerptText, ms, size } from "../../../src/guide/client/map/format.ts";
import { Journey } from "../../../src/guide/client/map/journey.ts";
import { productPage, Story } from "./story.ts";

function journeyOf({ id, events }: Story): Journey {
  const journey = new Journey("1", id);
  for (const event of events) journey.add(event, 0);
  return journey;
}

test("requests are chosen by client, path, method and status", () => {
  const journey = journeyOf(productPage({ id: 1, address: "10.0.0.7" }));
  for (const [filter, expected] of [
    [{}, true],
    [{ client: "10.0.0.7" }, true],
    [{ client: "10.0.0.8" }, false],
    [{ path: "PRODUCTS/6" }, true],
    [{ path: "orders" }, false],
    [{ method: "GET" }, true],
    [{ method: "POST" }, false],
    [{ status: "2" }, true],
    [{ status: "4" }, false],
    [{ status: "none" }, false],
    [{ status: "twice" }, false],
  ] as const) {
    assert.equal(fits(journey, { ...ALL, ...filter }), expected, JSON.stringify(filter));
  }
});

test("those without a response, or with a second one, can be chosen", () => {
  const open = new Story({ id: 1 });
  assert.equal(fits(journeyOf(open), { ...ALL, status: "none" }), true);
  open.respond(200, "OK").tell({ type: "again", first: undefined, second: undefined });
  assert.equal(fits(journeyOf(open), { ...ALL, status: "twice" }), true);
});

test("what a browser asks for by itself is told apart", () => {
  const style = new Story({ id: 1, target: "/a.css", fields: [["Sec-Fetch-Dest", "style"]] });
  assert.equal(isAside(journeyOf(style)), true);
  assert.equal(fits(journeyOf(style), { ...ALL, hidesAside: true }), false);
  assert.equal(isAside(journeyOf(new Story({ id: 1, target: "/favicon.ico" }))), true);
  assert.equal(isAside(journeyOf(new Story({ id: 1, fields: [["Sec-Fetch-Dest", "document"]] }))), false);
  assert.equal(isAside(journeyOf(new Story({ id: 1 }))), false);
});

test("each client has a number; the colours begin again after twelve; this computer is here", () => {
  const clients = new Clients();
  const marks = Array.from({ length: 13 }, (_, i) => clients.markOf(`10.0.0.${i}`));
  assert.deepEqual(marks.at(0), { text: "1", colour: 1 });
  assert.deepEqual(marks.at(12), { text: "13", colour: 1 });
  assert.deepEqual(clients.markOf("10.0.0.0"), marks[0]);
  assert.deepEqual(clients.markOf("127.0.0.1"), { text: "here", colour: 0 });
  assert.equal(clients.nameOf("10.0.0.1"), "client 2 (10.0.0.1)");
});

test("times have digits that fit, and one unit", () => {
  assert.deepEqual([0.0401, 3.2, 48.51, 1_204.4].map(ms), ["0.04 ms", "3.20 ms", "48.5 ms", "1,204 ms"]);
  assert.deepEqual([1, 83, 5_728, 3_000_002].map(size), ["1 byte", "83 bytes", "5.7 kB", "3.0 MB"]);
});

test("an excerpt says what is not in it", () => {
  const part = { text: "abc", bytes: 5_000, isWhole: false, isBinary: false };
  assert.equal(excerptText(part), "abc… (the beginning of 5.0 kB)");
  assert.equal(excerptText({ ...part, bytes: undefined }), "abc… (the beginning)");
  assert.equal(excerptText({ ...part, text: "", isBinary: true }), "(5.0 kB that are no text)");
});
