// What the presenter can ask of the guide, and that nobody else can.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createPresenterApi } from "../../../src/guide/api/presenter.ts";
import { Classroom } from "../../../src/guide/class/classroom.ts";
import { PresenterKey } from "../../../src/guide/class/key.ts";
import { Faults } from "../../../src/guide/faults/control.ts";
import { serve, type TestApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { jsonBody } from "../../support/shop.ts";
import { forkedShop } from "../faults/forked-shop.ts";

const KEY = "the-key-of-this-test";
const MINE = { authorization: `Bearer ${KEY}` };

async function presenter(t: TestContext) {
  const shop = await forkedShop(t, "memory");
  const faults = new Faults(shop);
  const classroom = new Classroom(shop);
  const { guard, welcome } = new PresenterKey(KEY);
  t.after(async () => {
    classroom.end();
    await faults.end();
  });
  const served = await serve(t, (app) => {
    app.use("/api", createPresenterApi({ faults, classroom, guard }));
    app.use("/present/api", createPresenterApi({ faults, classroom, guard }));
    app.get("/present", welcome, guard, (_req, res) => res.text("the presenter's page"));
  });
  return { ...served, shop, faults, classroom, url: () => `http://127.0.0.1:${shop.state.port}` };
}

test("without the key, or with a wrong one, nothing is told and nothing is done", async (t) => {
  const { ask, faults } = await presenter(t);
  const requests = [
    "GET /present",
    "GET /api/faults",
    "PUT /api/faults/throw",
    "DELETE /api/faults",
    "GET /api/clients",
    "PUT /api/clients/1/limit",
    "POST /api/reset",
    "POST /present/api/reset",
  ];
  for (const request of requests) {
    const { headers, body } = jsonBody({ on: true });
    const options = request.startsWith("PUT") ? { headers, body } : {};
    const without = await ask(request, options);
    assert.equal(without.status, 401, request);
    assert.equal(without.headers["www-authenticate"], 'Bearer realm="presenter"');
    assert.match(JSON.parse(without.body).detail, /^This is the presenter's\. The terminal/);
    for (const wrong of [
      { authorization: "Bearer wrong" },
      { authorization: `Bearer ${KEY}x` },
      { authorization: `Bearer ${KEY.slice(0, -1)}` },
      { cookie: "presenter=wrong" },
      { cookie: "presenter=" },
    ]) {
      const reply = await ask(request, { ...options, headers: { ...options.headers, ...wrong } });
      assert.equal(reply.status, 403, request);
      assert.ok(!reply.body.includes(KEY));
    }
  }
  assert.ok(faults.list.every(({ on }) => !on));
});

test("the key in the address becomes a cookie, and the address loses it", async (t) => {
  const { ask } = await presenter(t);
  const reply = await ask(`GET /present?key=${KEY}`);
  assert.equal(reply.status, 303);
  assert.equal(reply.headers.location, "/present");
  assert.equal(reply.headers["cache-control"], "no-store");
  const cookie = String(reply.headers["set-cookie"]);
  for (const part of ["HttpOnly", "SameSite=Strict", "Path=/present"])
    assert.ok(cookie.includes(part), cookie);
  const headers = { cookie: cookie.split(";")[0] as string };
  assert.equal((await ask("GET /present", { headers })).body, "the presenter's page");
  assert.equal((await ask("GET /present/api/faults", { headers })).status, 200);
  assert.equal((await ask("GET /present?key=wrong")).status, 403);
  assert.equal((await ask("GET /present?key=")).status, 403);
});

test("each start has a key of its own, which cannot be guessed", () => {
  const keys = Array.from({ length: 100 }, () => new PresenterKey().value);
  assert.equal(new Set(keys).size, 100);
  for (const key of keys) assert.match(key, /^[\w-]{22}$/);
});

test("faults are listed, put on and undone", async (t) => {
  const { ask, url } = await presenter(t);
  const { faults } = JSON.parse((await ask("GET /api/faults", { headers: MINE })).body);
  assert.equal(faults.length, 7);
  assert.deepEqual(Object.keys(faults[0]), ["name", "title", "does", "look", "where", "on"]);
  const put = await ask("PUT /api/faults/throw", jsonBody({ on: true }, MINE));
  assert.equal(JSON.parse(put.body).on, true);
  assert.equal((await fetch(`${url()}/products/66432`)).status, 500);
  const cleared = await ask("DELETE /api/faults", { headers: MINE });
  assert.ok(JSON.parse(cleared.body).faults.every(({ on }: { on: boolean }) => !on));
  assert.equal((await fetch(`${url()}/products/66432`)).status, 200);
});

test("what is wrong with a request is said", async (t) => {
  const { ask, shop } = await presenter(t);
  const status = async (...request: Parameters<TestApp["ask"]>) => (await ask(...request)).status;
  for (const name of ["nothing", "constructor", "__proto__", "%2e%2e"]) {
    assert.equal(await status(`PUT /api/faults/${name}`, jsonBody({ on: true }, MINE)), 404, name);
  }
  assert.equal(await status("PUT /api/faults/throw", jsonBody(null, MINE)), 400);
  for (const wrong of [{}, { on: "true" }, []]) {
    assert.equal(await status("PUT /api/faults/throw", jsonBody(wrong, MINE)), 422);
  }
  const form = { headers: { ...MINE, "content-type": "text/plain" }, body: '{"on":true}' };
  assert.equal(await status("PUT /api/faults/throw", form), 415);
  const long = jsonBody({ on: true, more: "x".repeat(2_000) }, MINE);
  assert.equal(await status("PUT /api/faults/throw", long), 413);
  for (const number of ["99", "x", "-1"]) {
    assert.ok(
      [404, 409].includes(await status(`PUT /api/clients/${number}/limit`, jsonBody({ on: true }, MINE))),
    );
  }
  shop.state = { status: "stopped" };
  const away = await ask("PUT /api/faults/throw", jsonBody({ on: true }, MINE));
  assert.equal(away.status, 409);
  assert.match(JSON.parse(away.body).detail, /^The shop does not run/);
  assert.equal(await status("POST /api/reset", { headers: MINE }), 409);
});

test("a reset gives the catalogue anew and undoes the faults, while a client stays connected", async (t) => {
  const { ask, url } = await presenter(t);
  await fetch(`${url()}/api/products/66432`, { method: "DELETE" });
  await ask("PUT /api/faults/database-away", jsonBody({ on: true }, MINE));
  assert.equal((await ask("POST /api/reset", { headers: MINE })).status, 204);
  assert.equal((await fetch(`${url()}/products/66432`)).status, 200);
});

test("a client gets a number, a flood is told, and this computer itself is number 0", async (t) => {
  const { ask, url, classroom } = await presenter(t);
  for (let i = 0; i < 60; i++) await fetch(`${url()}/health`);
  await eventually(() => classroom.clients.length > 0, "a client");
  const { clients } = JSON.parse((await ask("GET /api/clients", { headers: MINE })).body);
  const [{ address, number, limited, colour }] = clients;
  assert.deepEqual(
    { address, number, limited, colour },
    { address: "127.0.0.1", number: 0, limited: false, colour: 0 },
  );
  assert.equal((await ask("PUT /api/clients/0/limit", jsonBody({ on: true }, MINE))).status, 409);
});
