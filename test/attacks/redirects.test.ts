// Open redirects: a target that comes from the client must not lead to another site.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { App } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const SITE = "http://shop.example";

function login(app: App): void {
  app.get("/login", (req, res) => res.redirect(req.query.get("to") ?? "/"));
}

for (const target of [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "\u0000//evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/x/..//evil.example",
  "/./\\evil.example",
  "/%2e//evil.example",
  "http://evil.example",
  "HTTP://evil.example",
  "https:evil.example",
  "https:/evil.example",
  "http:\\\\evil.example",
  "http://here.invalid@evil.example",
  "http://here.invalid:80@evil.example/",
  "//here.invalid:81/",
  "http://here.invalid.evil.example",
  "javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "http://[",
]) {
  test(`a redirect to ${JSON.stringify(target)} from the client is refused`, async (t) => {
    const { ask } = await serve(t, login);
    const { status, headers } = await ask(`GET /login?to=${encodeURIComponent(target)}`);
    assert.equal(status, 400);
    assert.equal(headers.location, undefined);
    assert.equal((await ask("GET /login")).status, 302);
  });
}

for (const [target, path] of [
  ["cart", "/cart"],
  ["@evil.example", "/@evil.example"],
  ["http:evil.example", "/evil.example"],
  ["/%2f/evil.example", "/%2f/evil.example"],
  ["/%5cevil.example", "/%5cevil.example"],
  ["/x\r\nSet-Cookie: sid=1", "/xSet-Cookie:%20sid=1"],
  ["http://user:password@here.invalid/x", "/x"],
] as const) {
  test(`a redirect to ${JSON.stringify(target)} stays on this server`, async (t) => {
    const { ask } = await serve(t, login);
    const { status, headers } = await ask(`GET /login?to=${encodeURIComponent(target)}`);
    assert.equal(status, 302);
    assert.equal(headers.location, path);
    assert.equal(new URL(path, `${SITE}/login`).origin, SITE);
  });
}

test("a request for //evil.example/x is no base that leads a relative redirect to evil.example", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/*path", (req, res) => res.redirect(String(req.query.get("to")))),
  );
  for (const to of ["y", ".", "", "?page=2", "#top", "./y", "../y", "/y"]) {
    const { headers } = await ask(`GET //evil.example/x?to=${encodeURIComponent(to)}`);
    assert.equal(new URL(String(headers.location ?? "/"), SITE).origin, SITE, to);
  }
});

test("a redirect that is meant to leave the server still cannot run a script", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (req, res) => res.redirect(String(req.query.get("to")), 302, { external: true })),
  );
  assert.equal((await ask("GET /?to=//partner.example/")).headers.location, "http://partner.example/");
  for (const to of [
    "javascript:alert(1)",
    "java%0ascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
  ]) {
    assert.equal((await ask(`GET /?to=${to}`)).status, 400);
  }
});

test("the page of a redirect has no markup from its target", async (t) => {
  const { ask } = await serve(t, login);
  for (const target of ['/"><script>alert(1)</script>', "/?q='><img src=x>", '/#"><script>', "/&quot;<b>"]) {
    const { status, body } = await ask(`GET /login?to=${encodeURIComponent(target)}`);
    assert.equal(status, 302);
    assert.doesNotMatch(body, /<script|<img|<b>/);
    assert.match(body, /^<!doctype html><title>Redirect<\/title><a href="[^"<>]*">[^<>]*<\/a>\n$/);
  }
});
