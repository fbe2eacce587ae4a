// The clients of lesson 13, run as a person runs them: the two in the terminal, and the server that asks the shop.

import assert from "node:assert/strict";
import { type ChildProcess, execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "../../src/course/client.ts";
import { ServerProcess } from "../../src/course/server-process.ts";

const folder = fileURLToPath(new URL("../../lessons/13-clients/", import.meta.url));

async function start(t: TestContext, name: string, env: Record<string, string> = {}) {
  const server = new ServerProcess();
  t.after(() => server.end());
  const listener = name === "solution.ts";
  assert.equal((await server.load(join(folder, name), { listener, env })).kind, "listening", server.output);
  const client = new Client(server.port);
  t.after(() => client.close());
  return { address: `http://127.0.0.1:${server.port}`, ask: client.ask };
}

/** Resolves with the exit code and all that was printed. */
function run(name: string, address: string): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    const args = ["--import", "tsx", join(folder, name), address];
    const child: ChildProcess = execFile(process.execPath, args, { timeout: 20_000 }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, text: out + err }),
    );
  });
}

test("the terminal client shows the shop's list, and says in words what went wrong", async (t) => {
  const { address, ask } = await start(t, "server.ts");
  const list = await run("client.ts", `${address}/products`);
  assert.equal(list.code, 0);
  assert.match(list.text, /^66432 {2}Smartphone cover, forest green$/m);

  const missing = await run("client.ts", `${address}/nothing`);
  assert.equal(missing.code, 1);
  assert.match(missing.text, /\/nothing answered 404\.$/m);

  const away = await run("client.ts", `http://127.0.0.1:${await closedPort()}/products`);
  assert.equal(away.code, 1);
  assert.match(away.text, /^Nobody listens at /);

  (await ask("PUT /silence/60")).is(204);
  const silent = await run("client.ts", `${address}/products`);
  assert.equal(silent.code, 1);
  assert.match(silent.text, /gave no answer in 2 seconds\.$/m);
});

test("the student's own terminal client shows the books of any Library", async (t) => {
  const { address } = await start(t, "solution.ts");
  const { text } = await run("solution.ts", `${address}/books?limit=2`);
  assert.equal(text, "1  Pride and Prejudice\n2  Frankenstein\n");
  assert.match(
    (await run("solution.ts", `http://127.0.0.1:${await closedPort()}/books`)).text,
    /ECONNREFUSED/,
  );
});

test("the price board goes on when the shop falls silent, with what it was told last", async (t) => {
  const shop = await start(t, "server.ts");
  const board = await start(t, "price-board.ts", { SHOP: shop.address });
  (await board.ask("GET /")).is(200).says("Tea towel: 6.90").says("Told by the shop at");
  (await shop.ask("PUT /silence/60")).is(204);
  (await board.ask("GET /", { limit: 5_000 })).is(200).says("Tea towel: 6.90").says("does not answer");
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
