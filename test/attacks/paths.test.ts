// Spellings of a path that slip past a guard: a middleware on a prefix, in front of routes and of a folder.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { files, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const SPELLINGS = [
  "/admin/secret.txt",
  "/admin/secret.txt/",
  "/admin/secret.txt?x",
  "/admin/secret.txt;x",
  "/admin;x/secret.txt",
  "/admin%2fsecret.txt",
  "/admin%2Fsecret.txt",
  "/admin%5csecret.txt",
  "/admin\\secret.txt",
  "/admin%252fsecret.txt",
  "//admin/secret.txt",
  "///admin/secret.txt",
  "/%2fadmin/secret.txt",
  "/admin//secret.txt",
  "/%61dmin/secret.txt",
  "/%2561dmin/secret.txt",
  "/./admin/secret.txt",
  "/%2e/admin/secret.txt",
  "/.%2fadmin/secret.txt",
  "/x/../admin/secret.txt",
  "/x/%2e%2e/admin/secret.txt",
  "/x%2f..%2fadmin/secret.txt",
  "/x\\..\\admin\\secret.txt",
  "/admin%00/secret.txt",
  "/admin/secret.txt%00",
  "/admin/secret.txt%00.png",
  "/admin./secret.txt",
  "/admin%20/secret.txt",
  "/admin/secret.txt.",
  "/admin/secret.txt%20",
  "/admin/secret.txt::$DATA",
  "/ADMIN/secret.txt",
  "/admin/SECRET.TXT",
  "/adm%C4%B1n/secret.txt",
  "/%c0%afadmin/secret.txt",
  "/%u0061dmin/secret.txt",
  "/admin/%zz/../secret.txt",
  "http://shop.example/admin/secret.txt",
  "http://shop.example//admin/secret.txt",
  "http://shop.example/x/../admin/secret.txt",
  "http:///admin/secret.txt",
];

test("no spelling of a path leads past a middleware on its prefix to a file", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "roundtrip-"));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "admin"));
  await writeFile(join(folder, "admin", "secret.txt"), "the secret");
  await writeFile(join(folder, "open.txt"), "for all");
  const { connect } = await serve(t, (app) => {
    app.use("/admin", () => {
      throw new HttpError(403);
    });
    app.use(files(folder));
  });
  const { send, reply } = await connect();
  for (const path of SPELLINGS) {
    for (const method of ["GET", "HEAD"]) {
      send(`${method} ${path} HTTP/1.1\r\nHost: shop.example\r\n\r\n`);
      const { status } = await reply({ bodiless: method === "HEAD" });
      assert.ok(status >= 400 && status < 500, `${method} ${path} answered ${status}`);
    }
  }
  send("GET /open.txt HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  assert.equal((await reply()).body, "for all");
});

test("no spelling of a path leads past a middleware on its prefix to a route", async (t) => {
  const { connect } = await serve(t, (app) => {
    app.use("/admin", () => {
      throw new HttpError(403);
    });
    app.get("/admin/secret.txt", (_req, res) => res.text("the secret"));
    app.get("/admin/:name", (_req, res) => res.text("the secret"));
    app.get("/open.txt", (_req, res) => res.text("for all"));
  });
  const { send, reply } = await connect();
  for (const path of SPELLINGS) {
    send(`GET ${path} HTTP/1.1\r\nHost: shop.example\r\n\r\n`);
    const { status } = await reply();
    assert.ok(status >= 400 && status < 500, `${path} answered ${status}`);
  }
  send("GET /open.txt HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  assert.equal((await reply()).body, "for all");
});

test("a path that does not decode does not reach a middleware behind a guard on its prefix", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use("/admin", () => {
      throw new HttpError(403);
    });
    // As a package would do it that looks at the raw URL.
    app.use((req, res, next) => (req.url.startsWith("/admin/") ? res.text("the secret") : next()));
  });
  assert.equal((await ask("GET /admin/x")).status, 403);
  assert.ok((await ask("GET /admin/%zz")).status >= 400);
});

test("a handler mounted on a prefix sees the same path as the guard before it", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use("/files", (req, res) => res.json([req.baseUrl, req.url, req.path]));
  });
  assert.deepEqual(JSON.parse((await ask("GET /%66iles/a%2fb")).body), ["/%66iles", "/a%2fb", "/a/b"]);
  assert.equal((await ask("GET /files%2fa")).status, 404);
  assert.equal((await ask("GET /filesystem/a")).status, 404);
});
