// `npm start`: what it says, and what it does with ports, hosts and signals.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { request } from "undici";
import { PROCESS } from "../../src/cli/io.ts";
import { readSettings, type Settings } from "../../src/cli/start-settings.ts";
import { eventually } from "../support/eventually.ts";
import { runHere } from "../support/here.ts";
import { start } from "../support/start.ts";

const windows = process.platform === "win32";

test("it says where the shop and the guide are, and what to try, and both are there", async (t) => {
  const shop = start(t, ["--port", "0"], { GUIDE_PORT: "0" });
  const url = await shop.url();
  assert.match(url, /^http:\/\/localhost:\d+$/);
  await eventually(() => shop.stdout.includes("Each request is a line below."), "the greeting");
  for (const line of shop.stdout.split("\n")) assert.ok(line.length <= 80, line);
  assert.equal(await statusOf(`${url}/products/66432`), 200);
  await eventually(() => / GET \/products\/66432 200 /.test(shop.stdout), "the request's line");
  const guide = /^ {2}the guide {8}(http:\/\/localhost:\d+)$/m.exec(shop.stdout)?.[1] ?? "";
  assert.notEqual(new URL(guide).port, new URL(url).port);
  assert.equal(await statusOf(guide), 200);
});

test("PORT and HOST set the port and the host, and an option wins", () => {
  const env = { PORT: "8080", HOST: "0.0.0.0", GUIDE_PORT: "8081", DATA: "memory:" };
  const { port, host, guidePort, data } = settings([], env);
  assert.deepEqual([port, host, guidePort, data], [8080, "0.0.0.0", 8081, "memory:"]);
  const args = ["--port", "0", "--host", "127.0.0.1", "--guide-port", "1", "--data", "file:shop.json"];
  const wins = settings(args, env);
  assert.deepEqual([wins.port, wins.host, wins.guidePort, wins.data], [0, "127.0.0.1", 1, "file:shop.json"]);
});

test("a taken port is named, with a command that works", async (t) => {
  const taken = await takePort(t);
  const shop = start(t, [], { PORT: String(taken), HOST: "127.0.0.1" });
  assert.equal(await shop.exit(), 1);
  assert.equal(shop.stdout, "");
  assert.match(shop.stderr, new RegExp(`^Port ${taken} is taken by another program`));
  assert.match(shop.stderr, new RegExp(`npm start -- --port ${taken === 65_535 ? 3_000 : taken + 1}\n$`));
});

test("--help says how", async () => {
  const { code, stdout } = await runHere(readSettings, ["--help"]);
  assert.equal(code, 0);
  for (const word of [
    "--port",
    "--host",
    "--data",
    "--products",
    "--guide-port",
    "--no-guide",
    "PORT",
    "HOST",
    "DATA",
    "GUIDE_PORT",
  ])
    assert.ok(stdout.includes(word), word);
});

for (const options of [
  ["--port", "65536"],
  ["--prot", "80"],
  ["8080"],
  ["--products", "many"],
  ["--products", "10000000"],
  ["--guide-port", "99999"],
]) {
  test(`${options.join(" ")} is refused with a message, not with a stack`, async () => {
    let isRead = false;
    const { code, stderr } = await runHere((io) => {
      isRead = readSettings(io) !== undefined;
    }, options);
    assert.equal(isRead, false); // Nothing is started.
    assert.equal(code, 1);
    assert.ok(stderr.length > 0);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
}

for (const options of [
  ["--prot", "80"],
  ["--host", "203.0.113.1"],
  ["--data", "shop.json"],
  ["--data", "http://localhost/"],
]) {
  test(`npm start -- ${options.join(" ")} ends with a message, not with a stack`, async (t) => {
    const shop = start(t, ["--no-guide", ...options]);
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
    await statusOf(url);
    await eventually(() => / GET \/ 200 /.test(shop.stdout), "the request's line");
    shop.child.kill(signal);
    assert.equal(await shop.exit(), 0);
    assert.equal(shop.stderr, "");
    assert.match(shop.stdout, /Stopping\.\n$/);
  });
}

test("where the guide's port is taken, the shop runs all the same, and a sentence says so", async (t) => {
  const taken = await takePort(t);
  const shop = start(t, ["--port", "0", "--guide-port", String(taken)]);
  const url = await shop.url();
  await eventually(() => shop.stdout.includes("Each request is a line below."), "the greeting");
  assert.match(shop.stdout, new RegExp(`The guide is not there: port ${taken} is taken`));
  assert.equal(await statusOf(url), 200);
});

test("--no-guide leaves it away", async (t) => {
  const shop = start(t, ["--port", "0", "--no-guide"]);
  await eventually(() => shop.stdout.includes("Each request is a line below."), "the greeting");
  assert.doesNotMatch(shop.stdout, /guide/);
});

test("a shop that is killed is started again on its port, with its data, and that is told", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-start-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const shop = start(t, ["--port", "0", "--data", `file:${join(folder, "shop.json")}`]);
  const url = await shop.url();
  const lock = readFileSync(join(folder, "shop.json.lock"), "utf8");
  const pid = Number(/\d+/.exec(lock)?.[0]);
  assert.notEqual(pid, shop.child.pid);
  process.kill(pid, "SIGKILL");
  await eventually(() => shop.stdout.includes("It was started again"), "the restart to be told");
  assert.match(shop.stdout, /^SuperCoolShop had stopped\. It was ended from outside, by SIGKILL\.$/m);
  assert.ok(shop.stdout.includes(`It was started again, on ${url}\n`));
  assert.equal(await statusOf(`${url}/products/66432`), 200);
});

test("when npm start itself is killed, the shop ends too, and closes its data", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-start-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const shop = start(t, ["--port", "0", "--data", `file:${join(folder, "shop.json")}`]);
  await shop.url();
  shop.child.kill("SIGKILL");
  await eventually(() => !existsSync(join(folder, "shop.json.lock")), "the data to be closed");
});

function settings(args: readonly string[], env: Record<string, string>): Settings {
  const read = readSettings({ ...PROCESS, args, env });
  assert.ok(read);
  return read;
}

async function statusOf(url: string): Promise<number> {
  const { statusCode, body } = await request(url);
  await body.dump();
  return statusCode;
}

async function takePort(t: { after(fn: () => void): void }): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}
