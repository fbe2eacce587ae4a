// files: what lies in the folder, or beside it, and is never served.

import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { files } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { folder } from "./folder.ts";

test("nothing hidden is served, and nothing under a hidden folder", async (t) => {
  const root = await folder(t, { ".env": "secret", ".git/config": "secret", "a/.b/c.txt": "secret" });
  const { ask } = await serve(t, (app) => app.use(files(root)));
  for (const path of ["/.env", "/%2eenv", "/.git/config", "/a/.b/c.txt"]) {
    assert.equal((await ask(`GET ${path}`)).status, 404, path);
  }
});

test("no link is followed, within the folder or out of it", async (t) => {
  const outside = await folder(t, { "secret.txt": "secret", "index.html": "secret" });
  const root = await folder(t, { "a.txt": "text", "page/a.txt": "" });
  await symlink(join(outside, "secret.txt"), join(root, "out.txt"));
  await symlink(outside, join(root, "out"), "junction");
  await symlink(join(root, "a.txt"), join(root, "in.txt"));
  await symlink(join(outside, "index.html"), join(root, "page", "index.html"));
  const { ask } = await serve(t, (app) => app.use(files(root)));
  for (const path of ["/out.txt", "/out/secret.txt", "/out/", "/out", "/in.txt", "/page/", "/page"]) {
    assert.equal((await ask(`GET ${path}`)).status, 404, path);
  }
});

test("the folder itself may be a link: whoever runs the server has chosen it", async (t) => {
  const target = await folder(t, { "a.txt": "text" });
  const root = await folder(t, {});
  await symlink(target, join(root, "public"), "junction");
  const { ask } = await serve(t, (app) => app.use(files(join(root, "public"))));
  assert.equal((await ask("GET /a.txt")).body, "text");
});

test("no other spelling of a path leads to a file", async (t) => {
  const outside = await folder(t, {
    "public/docs/a.txt": "text",
    "public-secret/a.txt": "secret",
    "a.txt": "secret",
  });
  const { connect } = await serve(t, (app) => app.use(files(join(outside, "public"))));
  const client = await connect();
  const paths = [
    "/../a.txt",
    "/docs/../../a.txt",
    "/%2e%2e/a.txt",
    "/%2e%2e%2fa.txt",
    "/%252e%252e/a.txt",
    "/..%5ca.txt",
    "/../public-secret/a.txt",
    "//docs/a.txt",
    "/docs//a.txt",
    "/./docs/a.txt",
    "/docs%2fa.txt",
    "/docs%5ca.txt",
    "/docs\\a.txt",
    "/DOCS/a.txt",
    "/docs/a.txt%00",
    "/docs/a.txt%00.html",
    "/docs/a.txt.",
    "/docs/a.txt%20",
    "/docs/a.txt::$DATA",
    "/C:/Windows/win.ini",
    "/%2f%2fserver/share/a.txt",
    "/CON",
    "/docs/%zz",
  ];
  for (const path of paths) {
    client.send(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const { status } = await client.reply();
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
  }
});
