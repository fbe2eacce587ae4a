// cookie-parser: it fills req.cookies and req.signedCookies, unless somebody else has filled the first.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import cookieParser from "cookie-parser";
import { cookies, createApp, type Handler } from "../../src/index.ts";
import { serve } from "../support/app.ts";

declare module "../../src/index.ts" {
  interface Request<P> {
    signedCookies?: Record<string, unknown>;
  }
}

const SECRET = "a secret";
const answer: Handler = (req, res) => res.json({ cookies: req.cookies, signed: req.signedCookies });

/** A value as cookie-parser signs it. */
function signed(value: string, secret = SECRET): string {
  const signature = createHmac("sha256", secret).update(value).digest("base64").replace(/=+$/, "");
  return encodeURIComponent(`s:${value}.${signature}`);
}

test("cookies and JSON cookies are read", async (t) => {
  const { ask } = await serve(t, (app) => app.use(cookieParser()).get("/", answer));
  const headers = { Cookie: `theme=dark; name=Caf%C3%A9; cart=${encodeURIComponent('j:{"size":2}')}` };
  assert.deepEqual(JSON.parse((await ask("GET /", { headers })).body), {
    cookies: { theme: "dark", name: "Café", cart: { size: 2 } },
    signed: {},
  });
  assert.deepEqual(JSON.parse((await ask("GET /")).body), { cookies: {}, signed: {} });
});

test("a signed cookie is read, and one with another's signature is false", async (t) => {
  const { ask } = await serve(t, (app) => app.use(cookieParser(SECRET)).get("/", answer));
  const headers = { Cookie: `user=${signed("7")}; role=${signed("admin", "a guess")}; theme=dark` };
  assert.deepEqual(JSON.parse((await ask("GET /", { headers })).body), {
    cookies: { theme: "dark" },
    signed: { user: "7", role: false },
  });
});

test("it works with a path, in a mounted app and on one route", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use("/prefix", cookieParser()).get("/prefix", answer);
    app.use("/mounted", createApp().use(cookieParser()).get("/", answer));
    app.get("/route", cookieParser(), answer).get("/", answer);
  });
  const headers = { Cookie: "theme=dark" };
  for (const path of ["/prefix", "/mounted", "/route"]) {
    const { body } = await ask(`GET ${path}`, { headers });
    assert.equal(body, '{"cookies":{"theme":"dark"},"signed":{}}', path);
  }
  assert.equal((await ask("GET /", { headers })).body, "{}");
});

test("beside the kit's own cookies() the first of the two counts", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.get("/own-first", cookies(), cookieParser(SECRET), answer);
    app.get("/own-last", cookieParser(SECRET), cookies(), answer);
  });
  const headers = { Cookie: `theme=dark; user=${signed("7")}` };
  const ownFirst = JSON.parse((await ask("GET /own-first", { headers })).body);
  assert.equal(ownFirst.cookies.theme, "dark");
  assert.equal(ownFirst.signed, undefined);
  const ownLast = JSON.parse((await ask("GET /own-last", { headers })).body);
  assert.deepEqual(ownLast, { cookies: { theme: "dark" }, signed: { user: "7" } });
});
