// Ways out of the folder that files() serves: up, beside, along a link, and to what is hidden in it.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { files } from "../../src/index.ts";
import { serve } from "../support/app.ts";

/** A folder "public" to serve, with what must not be served in it and beside it. */
async function makeFolders(t: TestContext): Promise<string> {
  const top = await mkdtemp(join(tmpdir(), "roundtrip-"));
  t.after(() => rm(top, { recursive: true }));
  for (const folder of ["public/.git", "public/docs", "public-secret"]) {
    await mkdir(join(top, folder), { recursive: true });
  }
  await writeFile(join(top, "public", "open.txt"), "for all");
  for (const file of ["secret.txt", "public-secret/x", "public/.env", "public/.git/config"]) {
    await writeFile(join(top, file), "the secret");
  }
  return join(top, "public");
}

async function refuses(t: TestContext, folder: string, paths: readonly string[]): Promise<void> {
  const { connect } = await serve(t, (app) => app.use(files(folder)).use("/static", files(folder)));
  const { send, reply } = await connect();
  for (const path of paths.flatMap((path) => [path, `/static${path}`])) {
    send(`GET ${path} HTTP/1.1\r\nHost: shop.example\r\n\r\n`);
    const { status, body } = await reply();
    assert.ok(status >= 400 && status < 500, `${path} answered ${status} ${body}`);
  }
  send("GET /static/open.txt HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  assert.equal((await reply()).body, "for all");
}

test("no spelling of .. leads out of the folder, also not to a sibling with the same beginning", async (t) => {
  const ups = ["..", "%2e%2e", "%252e%252e", ".%2e", "..%00", "..;", "%c0%ae%c0%ae", "....", ".. ".trim()];
  const slashes = ["/", "%2f", "%252f", "\\", "%5c", "%255c", "//", "%c0%af"];
  await refuses(
    t,
    await makeFolders(t),
    ups.flatMap((up) =>
      slashes.flatMap((slash) => [
        `/${up}${slash}secret.txt`,
        `/${up}${slash}public-secret${slash}x`,
        `/docs${slash}${up}${slash}${up}${slash}secret.txt`,
      ]),
    ),
  );
});

test("no absolute path, drive or device name leads out of the folder", async (t) => {
  const folder = await makeFolders(t);
  const secret = join(folder, "..", "secret.txt");
  await refuses(t, folder, [
    `/${encodeURIComponent(secret)}`,
    `/${encodeURI(secret.replaceAll("\\", "/"))}`,
    "//etc/passwd",
    "/C:/Windows/win.ini",
    "/C:%5cWindows%5cwin.ini",
    "/file:%2f%2f%2fetc%2fpasswd",
    "/%5c%5cevil.example%5cshare",
    "/open.txt::$DATA",
    "/CON",
  ]);
});

test("hidden files are not served", async (t) => {
  await refuses(t, await makeFolders(t), [
    "/.env",
    "/%2eenv",
    "/.git/config",
    "/docs/../.env",
    "/docs/%2e%2e/.env",
    "/.git%2fconfig",
    "//.env",
  ]);
});

test("a link is not followed, wherever it leads", async (t) => {
  const folder = await makeFolders(t);
  try {
    await symlink(join(folder, "..", "secret.txt"), join(folder, "link.txt"));
    await symlink(join(folder, ".."), join(folder, "up"), "dir");
    await symlink(join(folder, ".env"), join(folder, "env.txt"));
    await symlink(join(folder, "loop"), join(folder, "loop"));
  } catch {
    return t.skip("This platform does not let this user make links.");
  }
  return refuses(t, folder, ["/link.txt", "/up/secret.txt", "/up/", "/env.txt", "/loop", "/loop/x"]);
});

test("the redirect of a folder to its slash stays on this server", async (t) => {
  const folder = await makeFolders(t);
  await writeFile(join(folder, "docs", "index.html"), "<h1>Docs</h1>");
  const { connect } = await serve(t, (app) => app.use(files(folder)).use("/static", files(folder)));
  const { send, reply } = await connect();
  for (const path of [
    "/docs",
    "/docs?x=//evil.example",
    "/static/docs",
    "//docs",
    "/%2fdocs",
    "//static/docs",
  ]) {
    send(`GET ${path} HTTP/1.1\r\nHost: shop.example\r\n\r\n`);
    const { headers } = await reply();
    const location = new URL(headers.location ?? "/", "http://shop.example");
    assert.equal(location.origin, "http://shop.example", path);
  }
});

test("a name or a range that no file has is the client's mistake", async (t) => {
  const { ask } = await serve(t, (app) => app.use(files(import.meta.dirname)));
  assert.equal((await ask(`GET /${"a".repeat(5_000)}`)).status, 404);
  assert.equal((await ask(`GET /${"a/".repeat(5_000)}`)).status, 404);
  const name = "/files.test.ts";
  assert.equal((await ask(`GET ${name}`, { headers: { range: "bytes=999999999-" } })).status, 416);
  for (const range of ["bytes=", "bytes=--1", "bytes=1-0", "x=0-1", `bytes=${"0-,".repeat(4_000)}`]) {
    const { status } = await ask(`GET ${name}`, { headers: { range } });
    assert.ok([200, 206, 416].includes(status), `${range.slice(0, 20)} answered ${status}`);
  }
});
