// securityHeaders: fields that have the browser take care.

import assert from "node:assert/strict";
import { test } from "node:test";
import { securityHeaders } from "../../src/index.ts";
import { serve } from "../support/app.ts";

test("every response has the fields, errors too", async (t) => {
  const { ask, report } = await serve(t, (app) => {
    app.use(securityHeaders()).get("/", (_req, res) => res.send());
    app.get("/mistake", () => {
      throw new Error("secret");
    });
  });
  for (const line of ["GET /", "HEAD /", "GET /none", "POST /", "OPTIONS /", "GET /%zz", "GET /mistake"]) {
    const { headers } = await ask(line);
    assert.equal(headers["x-content-type-options"], "nosniff", line);
    assert.equal(headers["referrer-policy"], "same-origin", line);
    assert.equal(headers["cross-origin-resource-policy"], "same-origin", line);
    const policy = String(headers["content-security-policy"]).split("; ");
    for (const rule of [
      "default-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]) {
      assert.ok(policy.includes(rule), `${line}: ${rule}`);
    }
    assert.doesNotMatch(policy.join(), /unsafe/, line);
  }
  await report("error");
});

test("none of them breaks plain HTTP on a class's network", async (t) => {
  const { ask } = await serve(t, (app) => app.use(securityHeaders()));
  const { headers } = await ask("GET /");
  assert.equal(headers["strict-transport-security"], undefined);
  assert.equal(headers["cross-origin-opener-policy"], undefined);
  assert.doesNotMatch(String(headers["content-security-policy"]), /upgrade-insecure-requests/);
});

test("the policy can be another, and a handler can still change a field", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use(securityHeaders({ contentSecurityPolicy: "default-src 'none'" })).get("/", (_req, res) => {
      res.setHeader("Referrer-Policy", "no-referrer").send();
    });
  });
  const { headers } = await ask("GET /");
  assert.equal(headers["content-security-policy"], "default-src 'none'");
  assert.equal(headers["referrer-policy"], "no-referrer");
});
