// Cookies: what the client sent, and what it shall keep.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type App,
  type CookieOptions,
  clearCookie,
  cookies,
  type Handler,
  setCookie,
} from "../../src/index.ts";
import { serve, type TestApp } from "../support/app.ts";

function echo(app: App): void {
  app.use(cookies()).get("/", (req, res) => res.json(req.cookies));
}

async function parsed(ask: TestApp["ask"], cookie: string): Promise<unknown> {
  const reply = await ask("GET /", { headers: { cookie } });
  assert.equal(reply.status, 200, cookie);
  return JSON.parse(reply.body);
}

function sets(name: string, value: string, options?: CookieOptions): Handler {
  return (_req, res) => {
    setCookie(res, name, value, options);
    res.send();
  };
}

test("req.cookies has the client's cookies by name, decoded", async (t) => {
  const { ask } = await serve(t, echo);
  assert.deepEqual(await parsed(ask, "cart=7; name=Caf%C3%A9%3B"), {
    cart: "7",
    name: "Café;",
  });
});

test("without a Cookie field req.cookies is empty", async (t) => {
  const { ask } = await serve(t, echo);
  assert.equal((await ask("GET /")).body, "{}");
});

test("what is no cookie, or encoded badly, does no harm", async (t) => {
  const { ask } = await serve(t, echo);
  assert.deepEqual(await parsed(ask, ";;=; novalue; a=%zz; b=%; c=1=2"), {
    "": "",
    a: "%zz",
    b: "%",
    c: "1=2",
  });
});

test("a cookie's name is only a name", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use(cookies()).get("/", (req, res) => {
      const seen = req.cookies ?? {};
      res.json({ own: Object.keys(seen), inherited: seen.toString === undefined ? "nothing" : "something" });
    }),
  );
  const own = ["__proto__", "constructor"];
  assert.deepEqual(await parsed(ask, "__proto__=1; constructor=2"), { own, inherited: "nothing" });
});

test("of two cookies of one name the first counts: browsers send the one with the longer path first", async (t) => {
  const { ask } = await serve(t, echo);
  assert.deepEqual(await parsed(ask, "a=1; a=2"), { a: "1" });
});

test("a cookie is out of reach for scripts and other sites, unless told otherwise", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", sets("cart", "7")));
  assert.equal((await ask("GET /")).headers["set-cookie"], "cart=7; Path=/; HttpOnly; SameSite=Lax");
});

test("the options of a cookie are sent", async (t) => {
  const options = { httpOnly: false, sameSite: "strict", path: "/cart", secure: true, maxAge: 60 } as const;
  const { ask } = await serve(t, (app) => app.get("/", sets("cart", "7", options)));
  const field = "cart=7; Max-Age=60; Path=/cart; Secure; SameSite=Strict";
  assert.equal((await ask("GET /")).headers["set-cookie"], field);
});

test("a value comes back as it was set, whatever its characters", async (t) => {
  const value = 'Café ☕; Path=/, "x"\r\n=%41';
  const { ask } = await serve(t, (app) => {
    echo(app);
    app.get("/set", sets("note", value));
  });
  const field = String((await ask("GET /set")).headers["set-cookie"]);
  assert.deepEqual(await parsed(ask, field.slice(0, field.indexOf(";"))), { note: value });
});

test("several cookies are several fields", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      setCookie(res, "a", "1");
      setCookie(res, "b", "2");
      res.send();
    }),
  );
  const fields = (await ask("GET /")).headers["set-cookie"] as string[];
  assert.deepEqual(
    fields.map((field) => field.slice(0, 3)),
    ["a=1", "b=2"],
  );
});

test("clearCookie sets a cookie that has expired, even when it is given the options it was set with", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => {
      clearCookie(res, "cart", { path: "/cart", maxAge: 60 });
      res.send();
    }),
  );
  const field = "cart=; Path=/cart; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax";
  assert.equal((await ask("GET /")).headers["set-cookie"], field);
});

test("what would break out of the field is an error, and nothing is sent of it", async (t) => {
  const bad: [string, string, CookieOptions?][] = [
    ["a=b", "1"],
    ["a;b", "1"],
    ["", "1"],
    ["a\r\nX-Evil", "1"],
    ["a", "1", { path: "/; Domain=evil.example" }],
    ["a", "1", { domain: "evil.example; Secure" }],
    ["a", "1; HttpOnly", { encode: String }],
    ["a", "1\r\nX-Evil: 1", { encode: String }],
  ];
  for (const cookie of bad) {
    const { ask, report } = await serve(t, (app) => app.get("/", sets(...cookie)));
    const reply = await ask("GET /");
    assert.equal(reply.status, 500, JSON.stringify(cookie));
    assert.equal(reply.headers["set-cookie"], undefined);
    assert.equal(reply.headers["x-evil"], undefined);
    assert.equal((await report("error")).error?.name, "TypeError");
  }
});
