// Clients that leave in the middle of a download: nothing that fed it may stay open.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createReadStream, type ReadStream } from "node:fs";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { pipeline as pipelined } from "node:stream/promises";
import { type TestContext, test } from "node:test";
import { type App, files, type Response } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const CLIENTS = 100;

/** A file that is larger than what the sockets of both sides hold. */
async function makeBigFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "roundtrip-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "big.bin");
  await writeFile(file, "");
  await truncate(file, 64_000_000);
  return file;
}

/** Has a hundred clients ask for "/", each leaving with the first bytes of the body. */
async function abort(t: TestContext, build: (app: App) => void): Promise<void> {
  const { ask, connect } = await serve(t, (app) => {
    build(app);
    app.get("/alive", (_req, res) => res.json(1));
  });
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const { socket, send } = await connect();
      send("GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n");
      await once(socket, "data");
      socket.destroy();
    }),
  );
  assert.equal((await ask("GET /alive")).status, 200);
}

for (const [how, sendFile] of [
  ["source.pipe(res)", (source: ReadStream, res: Response) => source.pipe(res)],
  ["pipeline with a callback", (source: ReadStream, res: Response) => pipeline(source, res, () => {})],
  ["pipeline with a promise", (source: ReadStream, res: Response) => pipelined(source, res).catch(() => {})],
] as const) {
  test(`each of ${CLIENTS} downloads that clients abort closes its file: ${how}`, async (t) => {
    const file = await makeBigFile(t);
    let opened = 0;
    let closed = 0;
    await abort(t, (app) =>
      app.get("/big.bin", (_req, res) => {
        opened++;
        const source = createReadStream(file);
        source.once("close", () => closed++);
        return sendFile(source, res);
      }),
    );
    await eventually(() => closed === CLIENTS, `the end of ${CLIENTS} files`);
    assert.equal(opened, CLIENTS);
  });
}

test(`each of ${CLIENTS} loops of res.write ends when its client leaves`, async (t) => {
  let ended = 0;
  await abort(t, (app) =>
    app.get("/big.bin", async (_req, res) => {
      const gone = once(res, "close");
      while (!res.destroyed) {
        if (!res.write(Buffer.alloc(65_536))) await Promise.race([once(res, "drain"), gone]);
      }
      ended++;
    }),
  );
  await eventually(() => ended === CLIENTS, `the end of ${CLIENTS} loops`);
});

test("files() closes what it sends to clients that leave", async (t) => {
  const file = await makeBigFile(t);
  let closed = 0;
  await abort(t, (app) => {
    app.use(async (_req, res, next) => {
      res.once("pipe", (source) => source.once("close", () => closed++));
      return next();
    });
    app.use(files(join(file, "..")));
  });
  await eventually(() => closed === CLIENTS, `the end of ${CLIENTS} files`);
});
