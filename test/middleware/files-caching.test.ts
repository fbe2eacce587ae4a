// files: what is sent of a file that the client has already, or wants only a part of.

import assert from "node:assert/strict";
import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type FilesOptions, files } from "../../src/index.ts";
import { serve, type TestApp } from "../support/app.ts";
import { folder } from "./folder.ts";

const MODIFIED = "Sat, 02 Mar 2024 10:00:00 GMT";

/** An app with the file digits.txt, which has ten bytes, and empty.txt. */
async function serveDigits(t: TestContext, options?: FilesOptions): Promise<TestApp & { file: string }> {
  const root = await folder(t, { "digits.txt": "0123456789", "empty.txt": "" });
  const file = join(root, "digits.txt");
  await utimes(file, new Date(MODIFIED), new Date(MODIFIED));
  return { ...(await serve(t, (app) => app.use(files(root, options)))), file };
}

test("a client must ask again each time, unless told for how long it need not", async (t) => {
  const { ask } = await serveDigits(t);
  assert.equal((await ask("GET /digits.txt")).headers["cache-control"], "public, max-age=0");
  const { ask: askOther } = await serveDigits(t, { maxAge: 60_000 });
  assert.equal((await askOther("GET /digits.txt")).headers["cache-control"], "public, max-age=60");
});

test("a file has an ETag and its time, and a client that has it gets 304", async (t) => {
  const { ask } = await serveDigits(t);
  const { headers } = await ask("GET /digits.txt");
  assert.equal(headers["last-modified"], MODIFIED);
  const etag = String(headers.etag);
  for (const condition of [
    { "if-none-match": etag },
    { "if-none-match": `"other", ${etag}` },
    { "if-modified-since": MODIFIED },
  ]) {
    for (const method of ["GET", "HEAD"]) {
      const reply = await ask(`${method} /digits.txt`, { headers: condition });
      assert.equal(reply.status, 304);
      assert.equal(reply.body, "");
      assert.equal(reply.headers.etag, etag);
    }
  }
});

test("a file that has changed is sent again", async (t) => {
  const { ask, file } = await serveDigits(t);
  const etag = String((await ask("GET /digits.txt")).headers.etag);
  await writeFile(file, "changed");
  assert.equal((await ask("GET /digits.txt", { headers: { "if-none-match": etag } })).body, "changed");
  assert.equal(
    (await ask("GET /digits.txt", { headers: { "if-modified-since": MODIFIED } })).body,
    "changed",
  );
});

test("a condition that the file does not meet gets 412", async (t) => {
  const { ask } = await serveDigits(t);
  assert.equal((await ask("GET /digits.txt", { headers: { "if-match": '"other"' } })).status, 412);
});

test("one range of bytes is sent as asked for", async (t) => {
  const { ask } = await serveDigits(t);
  const ranges = {
    "bytes=0-0": ["0", "bytes 0-0/10"],
    "bytes=2-4": ["234", "bytes 2-4/10"],
    "bytes=8-": ["89", "bytes 8-9/10"],
    "bytes=8-100": ["89", "bytes 8-9/10"],
    "bytes=-5": ["56789", "bytes 5-9/10"],
    "bytes=-10": ["0123456789", "bytes 0-9/10"],
  };
  for (const [range, [body, contentRange]] of Object.entries(ranges)) {
    const reply = await ask("GET /digits.txt", { headers: { range } });
    assert.equal(reply.status, 206, range);
    assert.equal(reply.body, body);
    assert.equal(reply.headers["content-range"], contentRange);
    assert.equal(reply.headers["content-length"], String(body?.length));
  }
});

test("more last bytes than the file has are the whole file (RFC 9110, section 14.1.2)", async (t) => {
  const { ask } = await serveDigits(t);
  const reply = await ask("GET /digits.txt", { headers: { range: "bytes=-50" } });
  assert.ok(reply.status === 206 || reply.status === 200, String(reply.status));
  assert.equal(reply.body, "0123456789");
});

test("a range beyond the file gets 416 with the file's size", async (t) => {
  const { ask } = await serveDigits(t);
  for (const range of ["bytes=10-", "bytes=20-30", "bytes=-0"]) {
    const reply = await ask("GET /digits.txt", { headers: { range } });
    assert.equal(reply.status, 416, range);
    assert.equal(reply.headers["content-range"], "bytes */10");
    assert.equal(reply.headers["content-type"], "application/problem+json");
  }
});

test("what is no range, or several, is answered with the whole file", async (t) => {
  const { ask } = await serveDigits(t);
  for (const range of ["bytes=x-y", "bytes=", "bytes=4-2x", "lines=1-2", "bytes=0-1,5-6"]) {
    const reply = await ask("GET /digits.txt", { headers: { range } });
    assert.equal(reply.status, 200, range);
    assert.equal(reply.body, "0123456789");
    assert.equal(reply.headers["content-range"], undefined);
  }
});

test("a range of a file that has changed since is not sent: the parts would not fit", async (t) => {
  const { ask } = await serveDigits(t);
  const range = "bytes=0-1";
  const same = await ask("GET /digits.txt", { headers: { range, "if-range": MODIFIED } });
  assert.equal(same.status, 206);
  for (const other of ['"other"', "Fri, 01 Mar 2024 10:00:00 GMT", "nonsense"]) {
    const reply = await ask("GET /digits.txt", { headers: { range, "if-range": other } });
    assert.equal(reply.status, 200, other);
    assert.equal(reply.body, "0123456789");
  }
});

test("an empty file has no range to send", async (t) => {
  const { ask } = await serveDigits(t);
  const reply = await ask("GET /empty.txt", { headers: { range: "bytes=0-" } });
  assert.equal(reply.status, 416);
  assert.equal(reply.headers["content-range"], "bytes */0");
});
