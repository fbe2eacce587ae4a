// sameOrigin: what another site makes a browser send is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, sameOrigin } from "../../src/index.ts";
import { serve } from "../support/app.ts";

function shop(app: App): void {
  app.use(sameOrigin()).all("/", (_req, res) => res.send("done"));
}

test("what a browser says comes from elsewhere gets 403, whatever its verb and its body's type", async (t) => {
  const { ask } = await serve(t, shop);
  for (const site of ["cross-site", "same-site", ""]) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      for (const type of ["text/plain", "application/json", "application/x-www-form-urlencoded"]) {
        const headers = { "sec-fetch-site": site, "content-type": type };
        const reply = await ask(`${method} /`, { headers });
        assert.equal(reply.status, 403, `${site} ${method} ${type}`);
      }
    }
  }
});

test("what a browser says comes from this site, or from its user, passes", async (t) => {
  const { ask } = await serve(t, shop);
  for (const site of ["same-origin", "none"]) {
    assert.equal((await ask("POST /", { headers: { "sec-fetch-site": site } })).status, 200);
  }
});

test("the browser's word for the site counts more than an Origin", async (t) => {
  const { ask, url } = await serve(t, shop);
  const headers = { "sec-fetch-site": "cross-site", origin: url };
  assert.equal((await ask("POST /", { headers })).status, 403);
});

test("without that word, Origin must be this host and port", async (t) => {
  const { ask, url } = await serve(t, shop);
  assert.equal((await ask("POST /", { headers: { origin: url } })).status, 200);
  const others = [
    "http://evil.example",
    "http://127.0.0.1",
    `${url}1`,
    `${url}.evil.example`,
    "null",
    "",
    "//",
  ];
  for (const origin of others) {
    assert.equal((await ask("POST /", { headers: { origin } })).status, 403, origin);
  }
});

test("a client that is no browser sends neither, and passes", async (t) => {
  const { ask } = await serve(t, shop);
  assert.equal((await ask("POST /")).status, 200);
});

test("requests that only read pass from anywhere: links from other sites must work", async (t) => {
  const { ask } = await serve(t, shop);
  const headers = { "sec-fetch-site": "cross-site", origin: "http://evil.example" };
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    assert.equal((await ask(`${method} /`, { headers })).status, 200);
  }
});
