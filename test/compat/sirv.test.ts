// sirv: files from a folder; what it does not have is the app's, and a client that leaves costs nothing.

import assert from "node:assert/strict";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { after, before, test } from "node:test";
import sirv from "sirv";
import { createApp } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "roundtrip-"));
  await writeFile(join(folder, "index.html"), "<h1>Shop</h1>");
  await writeFile(join(folder, "digits.txt"), "0123456789");
  await writeFile(join(folder, "film.mp4"), "");
  // More than all buffers between here and a client that does not read.
  await truncate(join(folder, "film.mp4"), 2 ** 26);
});

after(() => rm(folder, { recursive: true }));

test("files are served with type and length, and a folder by its index.html", async (t) => {
  const { ask } = await serve(t, (app) => app.use(sirv(folder)));
  const page = await ask("GET /");
  assert.equal(page.status, 200);
  assert.equal(page.headers["content-type"], "text/html;charset=utf-8");
  assert.equal(page.body, "<h1>Shop</h1>");
  const head = await ask("HEAD /digits.txt");
  assert.equal(head.headers["content-length"], "10");
  assert.equal(head.body, "");
});

test("a range is served as 206, and one beyond the end is refused with 416", async (t) => {
  const { ask } = await serve(t, (app) => app.use(sirv(folder)));
  const part = await ask("GET /digits.txt", { headers: { Range: "bytes=2-4" } });
  assert.equal(part.status, 206);
  assert.equal(part.headers["content-range"], "bytes 2-4/10");
  assert.equal(part.body, "234");
  const beyond = await ask("GET /digits.txt", { headers: { Range: "bytes=10-" } });
  assert.equal(beyond.status, 416);
  assert.equal(beyond.headers["content-range"], "bytes */10");
});

test("a file that the client has already is answered with 304", async (t) => {
  const { ask } = await serve(t, (app) => app.use(sirv(folder, { etag: true })));
  const { headers } = await ask("GET /digits.txt");
  const again = await ask("GET /digits.txt", { headers: { "If-None-Match": String(headers.etag) } });
  assert.equal(again.status, 304);
  assert.equal(again.body, "");
});

test("what is no file falls through to the routes, and to the kit's 404", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use(sirv(folder)).get("/products", (_req, res) => res.json(["Cover"])),
  );
  assert.equal((await ask("GET /products")).body, '["Cover"]');
  for (const path of ["/nowhere.txt", "/../package.json", "/%2e%2e%2fpackage.json", "/%zz"]) {
    const { status, headers } = await ask(`GET ${path}`);
    assert.equal(status, path === "/%zz" ? 400 : 404, path);
    assert.equal(headers["content-type"], "application/problem+json");
  }
});

test("with a path and in a mounted app the prefix is no part of the file's name", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use("/prefix", sirv(folder));
    app.use("/mounted", createApp().use(sirv(folder)));
    app.use("/mounted/deeper", createApp().use("/still", sirv(folder)));
  });
  for (const prefix of ["/prefix", "/mounted", "/mounted/deeper/still"]) {
    assert.equal((await ask(`GET ${prefix}/digits.txt`)).body, "0123456789");
    assert.equal((await ask(`GET ${prefix}`)).body, "<h1>Shop</h1>");
    const { body } = await ask(`GET ${prefix}/nowhere`);
    assert.equal(JSON.parse(body).detail, `There is nothing at ${prefix}/nowhere.`);
  }
  assert.equal((await ask("GET /digits.txt")).status, 404);
});

test("no file stays open when clients leave in the middle of it", async (t) => {
  const files: Readable[] = [];
  const { connect } = await serve(t, (app) => {
    app.use((_req, res, next) => {
      res.on("pipe", (file: Readable) => files.push(file));
      return next();
    });
    app.use(sirv(folder));
  });
  for (let i = 1; i <= 20; i++) {
    const connection = await connect();
    connection.send("GET /film.mp4 HTTP/1.1\r\nHost: a\r\n\r\n");
    await eventually(() => connection.received !== "", "the first bytes");
    connection.socket.destroy();
    await eventually(() => files.length === i && files.every(({ closed }) => closed), `the end of file ${i}`);
  }
});
