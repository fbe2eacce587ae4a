// The limit of a client: 429 with Retry-After in plain words, for this client alone, and with bounded memory.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { ClientLimits, clientAddress, type LimitOptions } from "../../../src/guide/class/limits.ts";
import { serve } from "../../support/app.ts";
import { serveShop } from "../../support/shop.ts";

const HERE = "127.0.0.1";

/** Limits whose clock only goes when it is told to. */
async function limited(t: TestContext, options: LimitOptions = {}) {
  let time = 0;
  const limits = new ClientLimits({ ...options, now: () => time });
  const served = await serve(t, (app) => {
    app.use(limits.middleware);
    app.get("/", (_req, res) => res.text("here"));
  });
  const statuses = async (count: number) => {
    const list: number[] = [];
    for (let i = 0; i < count; i++) list.push((await served.ask("GET /")).status);
    return list;
  };
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { ...served, limits, statuses, pass };
}

test("a client that is not limited may ask as often as it likes, and is counted", async (t) => {
  const { limits, statuses, pass } = await limited(t);
  assert.ok((await statuses(70)).every((status) => status === 200));
  assert.deepEqual(limits.counts, [{ address: HERE, total: 70, refused: 0, limited: false, perSecond: 70 }]);
  pass(1_500);
  assert.equal(limits.counts[0]?.perSecond, 70); // Of the last whole second.
  pass(1_000);
  assert.equal(limits.counts[0]?.perSecond, 0);
});

test("over its limit a client gets 429, when to come again, and plain words", async (t) => {
  const { ask, limits, statuses } = await limited(t, { perSecond: 5, burst: 10 });
  limits.limit(HERE, true);
  assert.deepEqual(await statuses(10), Array(10).fill(200));
  const reply = await ask("GET /");
  assert.equal(reply.status, 429);
  assert.equal(reply.headers["retry-after"], "1");
  assert.equal(reply.headers["content-type"], "application/problem+json");
  const { title, detail } = JSON.parse(reply.body);
  assert.equal(title, "Too Many Requests");
  assert.match(detail, /^This server answers you 5 times a second at most/);
  assert.equal(limits.counts[0]?.refused, 1);
});

test("with the time it may ask again, and Retry-After keeps its word", async (t) => {
  const { ask, limits, statuses, pass } = await limited(t, { perSecond: 0.25, burst: 1 });
  limits.limit(HERE, true);
  assert.deepEqual(await statuses(2), [200, 429]);
  const wait = Number((await ask("GET /")).headers["retry-after"]);
  assert.equal(wait, 4);
  pass(wait * 1_000 - 1);
  assert.deepEqual(await statuses(1), [429]);
  pass(1);
  assert.deepEqual(await statuses(2), [200, 429]);
});

test("the undo holds at once", async (t) => {
  const { limits, statuses } = await limited(t, { burst: 1 });
  limits.limit(HERE, true);
  assert.deepEqual(await statuses(2), [200, 429]);
  limits.limit(HERE, false);
  assert.deepEqual(await statuses(2), [200, 200]);
});

test("an address of IPv4 written for IPv6 is the same client", async (t) => {
  const { limits, statuses } = await limited(t, { burst: 1 });
  limits.limit("::ffff:127.0.0.1", true);
  assert.deepEqual(await statuses(2), [200, 429]);
  assert.deepEqual(
    limits.counts.map(({ address }) => address),
    [HERE],
  );
  assert.equal(clientAddress("::FFFF:10.0.0.7"), "10.0.0.7");
  assert.equal(clientAddress("FE80::1%eth0"), "fe80::1");
});

test("what a client says of itself does not make it another", async (t) => {
  const { ask, limits, statuses } = await limited(t, { burst: 1 });
  limits.limit(HERE, true);
  await statuses(1);
  const headers = { "x-forwarded-for": "10.0.0.9", forwarded: "for=10.0.0.9", "x-real-ip": "10.0.0.9" };
  assert.equal((await ask("GET /", { headers })).status, 429);
});

test("it remembers so many clients and no more, and those that are limited stay", () => {
  const limits = new ClientLimits({ clients: 3, now: () => 0 });
  limits.limit("10.0.0.1", true);
  for (let i = 2; i < 100; i++) limits.limit(`10.0.0.${i}`, false);
  const addresses = limits.counts.map(({ address }) => address);
  assert.deepEqual(addresses, ["10.0.0.1", "10.0.0.98", "10.0.0.99"]);
  for (let i = 100; i < 200; i++) limits.limit(`10.0.0.${i}`, true);
  assert.equal(limits.counts.length, 3);
});

test("in the shop a limited browser gets a page, a limited program JSON, and nothing runs for it", async (t) => {
  const limits = new ClientLimits({ burst: 1, now: () => 0 });
  const { ask } = await serveShop(t, undefined, [limits.middleware]);
  limits.limit(HERE, true);
  assert.equal((await ask("GET /products")).status, 200);
  const page = await ask("GET /products", { headers: { accept: "text/html" } });
  assert.equal(page.status, 429);
  assert.match(page.body, /Does a loop run on your side\?/);
  const program = await ask("GET /products");
  assert.equal(program.headers["content-type"], "application/problem+json");
});
