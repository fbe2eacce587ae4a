// The faults as clients of the shop meet them: what each one does, that the server outlives it, and its undo.

import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { test } from "node:test";
import { FAULTS, type FaultName, faultNamed, type Met } from "../../../src/guide/faults/faults.ts";
import { LEAVER } from "../../../src/guide/faults/in-shop.ts";
import { FAULT_MET } from "../../../src/guide/faults/met.ts";
import { eventually } from "../../support/eventually.ts";
import { jsonBody } from "../../support/shop.ts";
import { type FaultyShop, faultyShop, PAGE } from "./support.ts";

const PRODUCT = "GET /products/66432";
const ORDER = { productId: "66432", quantity: 1, name: "Alice", address: "1 Main Street" };

test("without a fault everything is as it was", async (t) => {
  const { ask, faults } = await faultyShop(t);
  assert.deepEqual(faults.snapshot, { type: "faults", on: [] });
  assert.equal((await ask(PRODUCT, PAGE)).status, 200);
  assert.equal((await ask("POST /api/orders", jsonBody(ORDER))).status, 201);
});

test("with a slow database a request waits in its store operations, others are answered meanwhile", async (t) => {
  const { ask, put } = await faultyShop(t, { slow: 60_000 });
  const waiting: string[] = [];
  const start = (operation: unknown) => waiting.push((operation as { name: string }).name);
  subscribe("roundtrip:store:start", start);
  t.after(() => unsubscribe("roundtrip:store:start", start));
  assert.deepEqual(put("slow-database"), ["slow-database"]);
  const page = ask(PRODUCT, PAGE);
  await eventually(() => waiting.includes("get"), "an operation that waits");
  assert.equal((await ask("GET /health")).status, 204);
  assert.deepEqual(put("slow-database", false), []);
  assert.equal((await page).status, 200); // The undo lets it go on at once.
});

test("with the database away the shop says so in its own words, and lives", async (t) => {
  const { ask, put, report } = await faultyShop(t);
  put("database-away");
  for (const request of ["GET /api/products/66432", "GET /api/orders"]) {
    const reply = await ask(request);
    assert.equal(reply.status, 503);
    assert.equal(reply.headers["retry-after"], "10");
    assert.match(JSON.parse(reply.body).detail, /^The shop cannot reach its data at the moment/);
    assert.match((await report("error")).message, / failed/);
    await report("error");
  }
  const page = await ask(PRODUCT, PAGE);
  assert.equal(page.status, 503);
  assert.match(page.body, /Service Unavailable · SuperCoolShop/);
  assert.doesNotMatch(page.body, /on purpose/);
  await report("error");
  await report("error");
  assert.equal((await ask("POST /api/orders", jsonBody(ORDER))).status, 503);
  await report("error");
  await report("error");
  assert.equal((await ask("GET /health")).status, 204);
  put("database-away", false);
  assert.equal((await ask(PRODUCT, PAGE)).status, 200);
  assert.equal(JSON.parse((await ask("GET /api/orders")).body).total, 0);
});

test("a handler that throws is 500 without the reason, which the report has", async (t) => {
  const { ask, put, report } = await faultyShop(t);
  put("throw");
  const reply = await ask(PRODUCT, PAGE);
  assert.equal(reply.status, 500);
  assert.doesNotMatch(reply.body, /on purpose/);
  const { message, error } = await report("error");
  assert.match(message, /GET \/products\/66432 failed in .*product-pages\.ts/);
  assert.match(error?.stack ?? "", /on purpose[\s\S]*in-shop\.ts/);
  assert.equal((await ask("GET /products", PAGE)).status, 200);
  put("throw", false);
  assert.equal((await ask(PRODUCT, PAGE)).status, 200);
});

test("a handler that never answers is answered for", async (t) => {
  const { ask, put, report } = await faultyShop(t, { responseTimeout: 300 });
  put("silent");
  assert.equal((await ask(PRODUCT, PAGE)).status, 503);
  await report("timeout");
  put("silent", false);
  assert.equal((await ask(PRODUCT, PAGE)).status, 200);
});

test("of a handler that answers twice the first answer counts, and both places are told", async (t) => {
  const { ask, put, report } = await faultyShop(t);
  const right = await ask(PRODUCT, { headers: { accept: "application/json" } });
  put("twice");
  const reply = await ask(PRODUCT, { headers: { accept: "application/json" } });
  assert.equal(reply.status, 200);
  assert.equal(reply.body, right.body);
  assert.match((await report("second-response")).message, /product-pages\.ts:\d+.*again.*in-shop\.ts:\d+/);
});

test("a database has one fault at a time, and so has a handler", async (t) => {
  const { put } = await faultyShop(t);
  put("slow-database");
  put("throw");
  assert.deepEqual(put("database-away"), ["throw", "database-away"]);
  assert.deepEqual(put("twice"), ["database-away", "twice"]);
  assert.deepEqual(put("throw", false), ["database-away", "twice"]);
});

test("only the client that will leave waits for its product", async (t) => {
  const { ask, put, connect } = await faultyShop(t);
  put("client-leaves");
  const leaver = await connect();
  leaver.send(`GET /products/66432 HTTP/1.1\r\nHost: shop\r\nUser-Agent: ${LEAVER}\r\n\r\n`);
  assert.equal((await ask(PRODUCT, PAGE)).status, 200);
  assert.equal(leaver.received, "");
  leaver.socket.destroy();
  assert.equal((await ask("GET /health")).status, 204);
});

test("a name that is none finds nothing", () => {
  for (const name of ["", "constructor", "__proto__", "Throw"]) assert.equal(faultNamed(name), undefined);
});

/** What the kit says of each. */
const REPORTED: Partial<Record<FaultName, Parameters<FaultyShop["report"]>[0][]>> = {
  "database-away": ["error", "error"],
  throw: ["error"],
  silent: ["timeout"],
  twice: ["second-response"],
};

test("each fault says which request has met it, and that a request without one has met none", async (t) => {
  const { ask, put, report } = await faultyShop(t, { slow: 1, responseTimeout: 2_500 });
  let met: Met[] = [];
  const onMet = (message: unknown) => void met.push(message as Met);
  subscribe(FAULT_MET, onMet);
  t.after(() => unsubscribe(FAULT_MET, onMet));
  await ask(PRODUCT, PAGE);
  assert.deepEqual(met, []);
  for (const { name, title, where } of FAULTS) {
    if (where === "process") continue; // It has ended then, and tells nothing.
    put(name);
    const headers = name === "client-leaves" ? { ...PAGE.headers, "user-agent": LEAVER } : PAGE.headers;
    await ask(PRODUCT, { headers }).catch(() => {});
    assert.deepEqual(met[0], { name, title, where });
    assert.ok(met.every((one) => one.name === name));
    put(name, false);
    await ask("GET /health");
    met = [];
    for (const kind of REPORTED[name] ?? []) await report(kind);
  }
});
