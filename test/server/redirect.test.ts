// res.redirect: where the client is sent, and how.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const targets: [from: string, target: string, location: string][] = [
  ["/a/b", "/products", "/products"],
  ["/a/b", "c", "/a/c"],
  ["/a/b", "./c", "/a/c"],
  ["/a/b", "../c", "/c"],
  ["/a/b/", "../c", "/a/c"],
  ["/a/b", "../../../c", "/c"],
  ["/a/b?page=1", "?page=2", "/a/b?page=2"],
  ["/a/b?page=1", "#top", "/a/b?page=1#top"],
  ["/a/b?page=1", "", "/a/b?page=1"],
  ["/a/b", "/café?q=a b", "/caf%C3%A9?q=a%20b"],
  ["/a/b", "/%2f?next=http://a.example", "/%2f?next=http://a.example"],
];

for (const [from, target, location] of targets) {
  test(`"${target}" leads from ${from} to ${location}`, async (t) => {
    const { ask } = await serve(t, (app) => app.get("/*path", (_req, res) => res.redirect(target)));
    const reply = await ask(`GET ${from}`);
    assert.equal(reply.status, 302);
    assert.equal(reply.headers.location, location);
  });
}

test("a target is resolved against the path that the client sent, also in a mounted app", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use(
      "/api",
      createApp().get("/a/b", (_req, res) => res.redirect("c")),
    ),
  );
  assert.equal((await ask("GET /api/a/b")).headers.location, "/api/a/c");
});

test("a redirect has a page with a link for who does not follow", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (_req, res) => res.redirect("/a?b=1&c=2")));
  const reply = await ask("GET /");
  assert.equal(reply.headers["content-type"], "text/html; charset=utf-8");
  assert.ok(reply.body.includes('<a href="/a?b=1&amp;c=2">/a?b=1&amp;c=2</a>'));
});

test("a redirect has the status that is given", async (t) => {
  const { ask } = await serve(t, (app) => {
    for (const status of [301, 302, 303, 307, 308]) {
      app.post(`/${status}`, (_req, res) => res.redirect("/", status));
    }
  });
  for (const status of [301, 302, 303, 307, 308]) assert.equal((await ask(`POST /${status}`)).status, status);
});

test("a status that is no redirect is refused", async (t) => {
  const { app, ask, report } = await serve(t, () => {});
  const statuses: [status: unknown, words: string][] = [
    [200, "200"],
    [400, "400"],
    ["302", 'the string "302"'],
    [Number.NaN, "NaN"],
  ];
  for (const [i, [status, words]] of statuses.entries()) {
    app.get(`/${i}`, (_req, res) => res.redirect("/", status as number));
    assert.equal((await ask(`GET /${i}`)).status, 500);
    const { error } = await report("error");
    assert.equal(error?.name, "RangeError");
    assert.equal(error?.message, `res.redirect() takes a status from 300 to 399, not ${words}.`);
  }
});

test("another origin has to be meant", async (t) => {
  const target = "https://shop.example/a?b#c";
  const { ask } = await serve(t, (app) =>
    app
      .get("/by-chance", (_req, res) => res.redirect(target))
      .get("/meant", (_req, res) => res.redirect(target, 303, { external: true }))
      .get("/own", (_req, res) => res.redirect("/a", 302, { external: true })),
  );
  const reply = await ask("GET /by-chance");
  assert.equal(reply.status, 400);
  assert.equal(reply.headers.location, undefined);
  assert.equal((await ask("GET /meant")).status, 303);
  assert.equal((await ask("GET /meant")).headers.location, target);
  assert.equal((await ask("GET /own")).headers.location, "/a");
});

test("HEAD is redirected too", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (_req, res) => res.redirect("/a")));
  const reply = await ask("HEAD /");
  assert.equal(reply.status, 302);
  assert.equal(reply.headers.location, "/a");
  assert.equal(reply.body, "");
});
