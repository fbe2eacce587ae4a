// Attacks on the presenter's part of the guide: other sites, other names for this machine, and pages without the key.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addNoPresenter } from "../../../src/guide/class/presenter.ts";
import { serve } from "../../support/app.ts";
import { jsonBody } from "../../support/shop.ts";
import { presentSite } from "./present-site.ts";

const ON = { on: true };

test("a page of another site cannot put a fault on, and DNS rebinding does not help it", async (t) => {
  const { ask, faults, key, port } = await presentSite(t);
  const cookie = `presenter=${key.value}`;
  const attacks: Record<string, string>[] = [
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: `http://localhost:${port + 1}` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" }, // Another port of this machine: the shop, or a student's own server.
    { host: "evil.example" },
    { host: `192.168.178.123:${port}` },
  ];
  for (const headers of attacks) {
    for (const [request, body] of [
      ["PUT /present/api/faults/throw", ON],
      ["PUT /api/faults/throw", ON],
      ["POST /present/api/reset", undefined],
      ["GET /present/live", undefined],
      ["GET /present/api/clients", undefined],
    ] as const) {
      const options = body === undefined ? { headers: {} } : jsonBody(body);
      const reply = await ask(request, { ...options, headers: { ...options.headers, cookie, ...headers } });
      assert.ok([403, 421].includes(reply.status), `${request} ${JSON.stringify(headers)}: ${reply.status}`);
    }
  }
  assert.ok(faults.list.every(({ on }) => !on));
});

test("without the key there is neither the page nor its stream, and the words are plain", async (t) => {
  const { ask, key } = await presentSite(t);
  for (const request of ["GET /present", "GET /present/live", "GET /present/"]) {
    const reply = await ask(request, { headers: { accept: "text/html" } });
    assert.equal(reply.status, 401);
    assert.match(reply.body, /This is the presenter(&#39;|')s\. The terminal in which the class was started/);
    assert.ok(!reply.body.includes(key.value));
  }
  const wrong = await ask("GET /present?key=wrong", { headers: { accept: "text/html" } });
  assert.equal(wrong.status, 403);
  assert.equal(wrong.headers["set-cookie"], undefined);
  assert.match(wrong.body, /not the presenter(&#39;|')s key/);
});

test("the page has no inline script and no inline style, and its policy allows none", async (t) => {
  const { ask, key } = await presentSite(t);
  const reply = await ask("GET /present", { headers: { cookie: `presenter=${key.value}` } });
  assert.equal(reply.status, 200);
  assert.equal(reply.headers["cache-control"], "no-store");
  assert.doesNotMatch(String(reply.headers["content-security-policy"]), /unsafe/);
  assert.doesNotMatch(reply.body, /<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  assert.ok(!reply.body.includes(key.value));
});

test("where no shop runs, the page says so, and how to start one", async (t) => {
  const { ask } = await serve(t, addNoPresenter);
  const reply = await ask("GET /present");
  assert.equal(reply.status, 404);
  assert.match(JSON.parse(reply.body).detail, /^No shop runs here .*npm start$/);
});
