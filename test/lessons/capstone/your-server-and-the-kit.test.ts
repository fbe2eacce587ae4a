// What the last section of README.md says of the course's server and of the kit: each difference, on both.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { findRoute, type Route } from "../../../lessons/04-routing/router.ts";
import { runSteps } from "../../../lessons/06-middleware/middleware.ts";
import { safeStore } from "../../../lessons/12-safe-writes/safe-store.ts";
import { createApp, openStore } from "../../../src/index.ts";
import { connect, type RawReply } from "../../support/connection.ts";
import { serveShop } from "../../support/shop.ts";

const folder = mkdtempSync(join(tmpdir(), "your-server-"));
let listener: RequestListener;

before(async () => {
  process.env.DATA = folder;
  ({ listener } = await import("../../../lessons/17-your-own/solution.ts"));
  delete process.env.DATA;
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("OPTIONS: yours says 405, the kit answers it", async (t) => {
  const [yours, kit] = await both(t, "OPTIONS /products/66432 HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  assert.equal(yours.status, 405);
  assert.equal(kit.status, 204);
  assert.equal(kit.headers.allow, "GET, HEAD");
});

test("an error for a browser: yours is JSON, the kit's a page", async (t) => {
  const [yours, kit] = await both(
    t,
    "GET /nowhere HTTP/1.1\r\nHost: shop.example\r\nAccept: text/html\r\n\r\n",
  );
  assert.equal(yours.headers["content-type"], "application/problem+json");
  assert.equal(kit.headers["content-type"], "text/html; charset=utf-8");
});

test("two Host fields: yours takes the first, the kit says 400", async (t) => {
  const [yours, kit] = await both(
    t,
    "GET /health HTTP/1.1\r\nHost: shop.example\r\nHost: evil.example\r\n\r\n",
  );
  assert.equal(yours.status, 204);
  assert.equal(kit.status, 400);
});

test("two equal routes: in yours the first wins, the kit does not start", () => {
  const route = (path: string): Route => ({ method: "GET", path, handler: () => {} });
  const routes = [route("/a"), route("/a")];
  const req = { method: "GET", path: "/a" } as Parameters<typeof findRoute>[1];
  assert.equal(findRoute(routes, req), routes[0]);
  const app = createApp().get("/a", () => {});
  assert.throws(() => app.get("/a", () => {}), /exists already/);
});

test("next() called twice: yours runs what follows twice", async () => {
  let runs = 0;
  const twice: Parameters<typeof runSteps>[0][number] = async (_req, _res, next) => {
    await next();
    await next();
  };
  const count = () => {
    runs += 1;
  };
  await runSteps([twice, count], {} as Parameters<typeof runSteps>[1], {} as Parameters<typeof runSteps>[2]);
  assert.equal(runs, 2);
});

test("one file opened twice: with yours a change gets lost, the kit refuses the second", async (t) => {
  const path = join(folder, "twice.json");
  const [one, other] = [await safeStore(path, { names: [""] }), await safeStore(path, { names: [""] })];
  await one.change(({ names }) => names.push("one"));
  await other.change(({ names }) => names.push("other"));
  assert.deepEqual((await safeStore(path, { names: [""] })).read().names, ["", "other"]);

  const store = await openStore(`file:${join(folder, "once.json")}`);
  t.after(() => store.close());
  await assert.rejects(openStore(`file:${join(folder, "once.json")}`), /locked/);
});

/** The replies of the course's server and of the shop on the kit to the same bytes. */
async function both(t: TestContext, request: string): Promise<[yours: RawReply, kit: RawReply]> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const ports = [(server.address() as AddressInfo).port, (await serveShop(t)).port];
  const replies: RawReply[] = [];
  for (const port of ports) {
    const connection = await connect(port);
    connection.send(request);
    replies.push(await connection.reply());
    connection.socket.destroy();
  }
  return replies as [RawReply, RawReply];
}
