// `npm start`: what it says, and what it does with ports, hosts and signals.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { request } from "undici";
import { eventually } from "../support/eventually.ts";
import { start } from "../support/start.ts";

const windows = process.platform === "win32";

test("it says where the shop is and what to try, and the shop is there", async (t) => {
  const shop = start(t, ["--port", "0"]);
  const url = await shop.url();
  assert.match(url, /^http:\/\/localhost:\d+$/);
  await eventually(() => shop.stdout.includes("Each request is a line below."), "the greeting");
  for (const line of shop.stdout.split("\n")) assert.ok(line.length <= 80, line);
  const page = await request(`${url}/products/66432`);
  assert.equal(page.statusCode, 200);
  await page.body.dump();
  await eventually(() => / GET \/products\/66432 200 /.test(shop.stdout), "the request's line");
});

test("PORT and HOST set the port and the host, and an option wins", async (t) => {
  const taken = await takePort(t);
  const shop = start(t, ["--port", "0"], { PORT: String(taken), HOST: "127.0.0.1" });
  assert.notEqual(new URL(await shop.url()).port, String(taken));
  const other = start(t, [], { PORT: String(taken) });
  assert.equal(await other.exit(), 1);
  assert.match(other.stderr, new RegExp(`Port ${taken} is taken`));
});

test("a taken port is named, with a command that works", async (t) => {
  const taken = await takePort(t);
  const shop = start(t, ["--port", String(taken)]);
  assert.equal(await shop.exit(), 1);
  assert.equal(shop.stdout, "");
  assert.match(shop.stderr, new RegExp(`^Port ${taken} is taken by another program`));
  assert.match(shop.stderr, new RegExp(`npm start -- --port ${taken === 65_535 ? 3_000 : taken + 1}\n$`));
});

test("--help says how", async (t) => {
  const shop = start(t, ["--help"]);
  assert.equal(await shop.exit(), 0);
  for (const word of ["--port", "--host", "--data", "--products", "PORT", "HOST", "DATA"])
    assert.ok(shop.stdout.includes(word), word);
});

const MISTAKES = [
  ["--port", "65536"],
  ["--prot", "80"],
  ["8080"],
  ["--host", "203.0.113.1"],
  ["--data", "shop.json"],
  ["--data", "http://localhost/"],
  ["--products", "many"],
  ["--products", "10000000"],
];

for (const options of MISTAKES) {
  test(`${options.join(" ")} is refused with a message, not with a stack`, async (t) => {
    const shop = start(t, options);
    assert.equal(await shop.exit(), 1);
    assert.ok(shop.stderr.length > 0);
    assert.doesNotMatch(shop.stderr, /\n\s+at /);
  });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Windows has no signals that a process can catch when another sends them.
  test(`${signal} stops it gracefully`, { skip: windows }, async (t) => {
    const shop = start(t, ["--port", "0"]);
    const url = await shop.url();
    const reply = await request(url);
    await reply.body.dump();
    shop.child.kill(signal);
    assert.equal(await shop.exit(), 0);
    assert.equal(shop.stderr, "");
    assert.match(shop.stdout, /Stopping\.\n$/);
  });
}

async function takePort(t: { after(fn: () => void): void }): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}
