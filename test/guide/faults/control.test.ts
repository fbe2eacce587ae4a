// The guide's side of the faults, over a real process of the shop that can be killed.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Faults, ShopAway } from "../../../src/guide/faults/control.ts";
import type { FaultName } from "../../../src/guide/faults/faults.ts";
import { LEAVER } from "../../../src/guide/faults/in-shop.ts";
import { Leaver } from "../../../src/guide/faults/leaver.ts";
import { listener } from "../../support/elsewhere.ts";
import { eventually } from "../../support/eventually.ts";
import { type ForkedShop, forkedShop } from "./forked-shop.ts";

function faultsOf(t: TestContext, shop: ForkedShop): Faults {
  const faults = new Faults(shop);
  t.after(() => faults.end());
  return faults;
}

const on = (faults: Faults) => faults.list.filter((fault) => fault.on).map(({ name }) => name);
const status = async ({ state }: ForkedShop, path: string) => {
  const reply = await fetch(`http://127.0.0.1:${state.port}${path}`);
  await reply.arrayBuffer();
  return reply.status;
};

test("a fault is on when that is said, is told to whoever watches, and is undone", async (t) => {
  const shop = await forkedShop(t, "memory");
  const faults = faultsOf(t, shop);
  const seen: FaultName[][] = [];
  faults.onChange(() => seen.push(on(faults)));
  await faults.set("throw", true);
  assert.equal(await status(shop, "/products/66432"), 500);
  await faults.set("database-away", true);
  assert.deepEqual(on(faults), ["database-away", "throw"]);
  assert.equal(await status(shop, "/api/products"), 503);
  await faults.clear();
  assert.deepEqual(on(faults), []);
  assert.equal(await status(shop, "/products/66432"), 200);
  assert.deepEqual(seen[0], ["throw"]);
  assert.deepEqual(seen.at(-1), []);
});

test("a fault that is on is on again after a new start", async (t) => {
  const shop = await forkedShop(t, "memory");
  const faults = faultsOf(t, shop);
  await Promise.all([faults.set("database-away", true), faults.set("twice", true)]);
  shop.pullPlug();
  await eventually(() => shop.starts === 2 && shop.state.status === "listening", "the new start");
  await eventually(async () => (await status(shop, "/api/products")) === 503, "the fault");
  assert.deepEqual(on(faults), ["database-away", "twice"]);
});

test("after a new start each fault is on since when it was, and none is off in between", async (t) => {
  const shop = await forkedShop(t, "memory");
  const faults = faultsOf(t, shop);
  await faults.set("database-away", true);
  await faults.set("twice", true);
  const since = () => faults.list.flatMap((fault) => (fault.on ? [[fault.name, fault.since]] : []));
  const before = since();
  const seen: unknown[] = [];
  faults.onChange(() => seen.push(since()));
  shop.pullPlug();
  await eventually(() => seen.length === 2, "an answer for each");
  assert.deepEqual(seen, [before, before]);
  assert.equal(shop.starts, 2);
  // Nothing is kept longer than that.
  await faults.set("twice", false);
  assert.deepEqual(on(faults), ["database-away"]);
});

test("without a shop no fault can be put on, and that is said; an undo works all the same", async (t) => {
  const shop = await forkedShop(t, "memory");
  const faults = faultsOf(t, shop);
  await faults.set("silent", true);
  await shop.end();
  shop.state = { status: "stopped" };
  for (const name of ["throw", "pull-the-plug"] as const) {
    await assert.rejects(faults.set(name, true), (error) => error instanceof ShopAway);
  }
  await faults.clear();
  assert.deepEqual(on(faults), []);
});

test("a client that leaves asks for a product, and is gone before the answer", async (t) => {
  let left = 0;
  const url = await listener(t, (req, res) => {
    assert.equal(req.headers["user-agent"], LEAVER);
    res.once("close", () => {
      if (!res.writableEnded) left++;
    });
  });
  const nothing = () => () => {};
  const state = { status: "listening", port: Number(new URL(url).port) };
  const leaver = new Leaver({
    state,
    send: nothing,
    pullPlug: nothing,
    onState: nothing,
    onMessage: nothing,
  });
  leaver.start();
  await eventually(() => left > 0, "the client to leave");
  leaver.stop();
});

test("the shop outlives clients that leave, and the undo ends them", async (t) => {
  const shop = await forkedShop(t, "memory");
  const faults = faultsOf(t, shop);
  await faults.set("client-leaves", true);
  assert.deepEqual(on(faults), ["client-leaves"]);
  assert.equal(await status(shop, "/products/66432"), 200);
  await faults.set("client-leaves", false);
  assert.equal(await status(shop, "/products/66432"), 200);
});

test("the plug is pulled in the midst of orders, and each that was acknowledged is there", async (t) => {
  const shop = await forkedShop(t, "file");
  const faults = faultsOf(t, shop);
  const progress = () => faults.list.find(({ name }) => name === "pull-the-plug")?.progress;
  const phases: unknown[] = [];
  faults.onChange(() => {
    const phase = progress()?.phase;
    if (phases.at(-1) !== phase) phases.push(phase);
  });
  await faults.set("pull-the-plug", true);
  assert.deepEqual(on(faults), ["pull-the-plug"]);
  await eventually(
    () => progress()?.phase === "done" || progress()?.phase === "failed",
    "the end of it",
    60_000,
  );
  const { acknowledged, there, message } = progress() ?? {};
  assert.deepEqual(phases, ["ordering", "pulled", "asking", "done"], message);
  assert.equal(shop.starts, 2);
  assert.equal(there, acknowledged);
  assert.ok((acknowledged ?? 0) >= 18, message);
  assert.match(message ?? "", new RegExp(`^${there} of ${there} acknowledged orders are there\\.`));
  // It has taken nothing away and left nothing behind.
  await eventually(() => on(faults).length === 0, "its end");
  const reply = await fetch(`http://127.0.0.1:${shop.state.port}/api/products?search=parcel`);
  assert.ok(!(await reply.text()).includes("Test parcel"));
});

test("with data in memory the plug loses orders, and the counter says so", async (t) => {
  const shop = await forkedShop(t, "memory");
  const faults = faultsOf(t, shop);
  const progress = () => faults.list.find(({ name }) => name === "pull-the-plug")?.progress;
  await faults.set("pull-the-plug", true);
  await eventually(
    () => progress()?.phase === "done" || progress()?.phase === "failed",
    "the end of it",
    60_000,
  );
  assert.match(
    progress()?.message ?? "",
    /^\d of 1\d acknowledged orders are there\. Is .* in memory only\?$/,
  );
});

test("pulling the plug can be ended half-way: that is no failure, and its product goes", async (t) => {
  const shop = await forkedShop(t, "memory");
  const faults = faultsOf(t, shop);
  const progress = () => faults.list.find(({ name }) => name === "pull-the-plug")?.progress;
  const messages: (string | undefined)[] = [];
  faults.onChange(() => messages.push(progress()?.message));
  const products = async () => {
    const reply = await fetch(`http://127.0.0.1:${shop.state.port}/api/products?search=parcel`);
    return reply.text();
  };
  await faults.set("pull-the-plug", true);
  await eventually(() => (progress()?.acknowledged ?? 0) > 0, "an order");
  assert.match(await products(), /Test parcel/);
  await faults.set("pull-the-plug", false);
  assert.deepEqual(on(faults), []);
  assert.equal(progress()?.phase, "idle");
  assert.ok(!messages.some((message) => message?.includes("minute")), messages.join("\n"));
  assert.doesNotMatch(await products(), /Test parcel/);
});
