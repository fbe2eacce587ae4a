// files: which files of a folder are served, and as what. See files-caching and files-refused for the rest.

import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createApp, files } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { folder } from "./folder.ts";

test("a file is served with the type that its name says", async (t) => {
  const types = {
    "page.html": "text/html; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
    "script.js": "text/javascript; charset=utf-8",
    "data.json": "application/json; charset=utf-8",
    "cup.svg": "image/svg+xml",
    "cup.png": "image/png",
    "UPPER.HTML": "text/html; charset=utf-8",
    noextension: "application/octet-stream",
  };
  const root = await folder(t, Object.fromEntries(Object.keys(types).map((name) => [name, "Café"])));
  const { ask } = await serve(t, (app) => app.use(files(root)));
  for (const [name, type] of Object.entries(types)) {
    const reply = await ask(`GET /${name}?v=2`);
    assert.equal(reply.status, 200, name);
    assert.equal(reply.headers["content-type"], type);
    assert.equal(reply.headers["content-length"], "5");
    assert.equal(reply.body, "Café");
  }
});

test("HEAD has the fields of GET and no body", async (t) => {
  const root = await folder(t, { "a.txt": "text" });
  const { ask } = await serve(t, (app) => app.use(files(root)));
  const [get, head] = [await ask("GET /a.txt"), await ask("HEAD /a.txt")];
  assert.equal(head.status, 200);
  assert.equal(head.body, "");
  const fields = [
    "content-type",
    "content-length",
    "etag",
    "last-modified",
    "cache-control",
    "accept-ranges",
  ];
  for (const field of fields) assert.equal(head.headers[field], get.headers[field], field);
});

test("an empty file is served", async (t) => {
  const root = await folder(t, { "empty.txt": "" });
  const { ask } = await serve(t, (app) => app.use(files(root)));
  const reply = await ask("GET /empty.txt");
  assert.equal(reply.status, 200);
  assert.equal(reply.headers["content-length"], "0");
});

test("names with spaces, umlauts and the marks of URLs are found under their encoded names", async (t) => {
  const names = ["two words.txt", "Größe.txt", "a#b.txt", "a?b.txt", "100%.txt", "a%20b.txt", "a+b&c;d.txt"];
  const root = await folder(t, Object.fromEntries(names.map((name) => [name, name])));
  const { ask } = await serve(t, (app) => app.use(files(root)));
  for (const name of names) assert.equal((await ask(`GET /${encodeURIComponent(name)}`)).body, name);
});

test("a folder is served as its index.html, under a path with a slash at its end", async (t) => {
  const root = await folder(t, { "index.html": "home", "two words/index.html": "inner" });
  const { ask } = await serve(t, (app) => app.use(files(root)));
  assert.equal((await ask("GET /")).body, "home");
  assert.equal((await ask("GET /two%20words/?a=1")).body, "inner");
  assert.equal((await ask("GET /two%20words/")).headers["content-type"], "text/html; charset=utf-8");
  const reply = await ask("GET /two%20words?a=1&b=?");
  assert.equal(reply.status, 301);
  assert.equal(reply.headers.location, "/two%20words/?a=1&b=?");
});

test("below a prefix, the redirect to the slash has the prefix", async (t) => {
  const root = await folder(t, { "docs/index.html": "docs", "a.txt": "text" });
  const inner = createApp();
  inner.use("/static", files(root));
  const { ask } = await serve(t, (app) => app.use("/static", files(root)).use("/app", inner));
  assert.equal((await ask("GET /static/a.txt")).body, "text");
  assert.equal((await ask("GET /static/docs?a=1")).headers.location, "/static/docs/?a=1");
  assert.equal((await ask("GET /app/static/docs/")).body, "docs");
  assert.equal((await ask("GET /app/static/docs")).headers.location, "/app/static/docs/");
});

test("the top folder below a prefix needs its slash too: its page's links would lead astray", async (t) => {
  const root = await folder(t, { "index.html": "home" });
  const { ask } = await serve(t, (app) => app.use("/static", files(root)));
  assert.equal((await ask("GET /static/")).body, "home");
  const reply = await ask("GET /static?a=1");
  assert.equal(reply.status, 301);
  assert.equal(reply.headers.location, "/static/?a=1");
});

test("what is no file here goes on to the routes", async (t) => {
  const root = await folder(t, { "a.txt": "text", "empty folder/a.txt": "", "page/index.html/x": "" });
  const { ask } = await serve(t, (app) =>
    app.use(files(root)).get("/hello", (_req, res) => res.send("hello")),
  );
  assert.equal((await ask("GET /hello")).body, "hello");
  const none = [
    "/none",
    "/a.txt/",
    "/a.txt/b",
    "/empty%20folder",
    "/empty%20folder/",
    "/page/",
    "/",
    "/A.txt",
  ];
  for (const path of none) assert.equal((await ask(`GET ${path}`)).status, 404, path);
  assert.equal((await ask(`GET /${"x".repeat(5_000)}`)).status, 404, "a name too long for the disk");
});

test("other verbs go on to the routes", async (t) => {
  const root = await folder(t, { "a.txt": "text" });
  const { ask } = await serve(t, (app) =>
    app.use(files(root)).post("/a.txt", (_req, res) => res.send("posted")),
  );
  assert.equal((await ask("POST /a.txt")).body, "posted");
  assert.equal((await ask("DELETE /a.txt")).status, 405);
});

test("a folder that does not exist passes everything on", async (t) => {
  const root = await folder(t, {});
  const { ask } = await serve(t, (app) => app.use(files(join(root, "none"))));
  assert.equal((await ask("GET /a.txt")).status, 404);
});

test("of several folders the first that has the file answers", async (t) => {
  const first = await folder(t, { "a.txt": "first" });
  const second = await folder(t, { "a.txt": "second", "b.txt": "second" });
  const { ask } = await serve(t, (app) => app.use(files(first), files(second)));
  assert.equal((await ask("GET /a.txt")).body, "first");
  assert.equal((await ask("GET /b.txt")).body, "second");
});

test("a file that comes or goes while the server runs is there or not", async (t) => {
  const root = await folder(t, {});
  const { ask } = await serve(t, (app) => app.use(files(root)));
  assert.equal((await ask("GET /a.txt")).status, 404);
  await writeFile(join(root, "a.txt"), "here");
  assert.equal((await ask("GET /a.txt")).body, "here");
  await rm(join(root, "a.txt"));
  assert.equal((await ask("GET /a.txt")).status, 404);
});
