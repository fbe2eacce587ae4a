// What lesson 16 shows beside its checks, as a person runs it: two servers behind a balancer, behind nginx too, and one
// of them killed.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { startSmallDatabase } from "../../lessons/16-many-servers/database-url.ts";
import { isFree } from "../../src/course/ports.ts";
import { eventually } from "../support/eventually.ts";
import { findProgram, isRequired } from "../support/programs.ts";

const folder = fileURLToPath(new URL("../../lessons/16-many-servers/", import.meta.url));
const server = join(folder, "server.ts");

interface Program {
  readonly pid: number | undefined;
  output: string;
}

/** Starts a program, and ends it with the test. */
function start(t: TestContext, command: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const program = { pid: child.pid, output: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      program.output += text;
    });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  t.after(() => {
    child.kill();
    return ended;
  });
  return program;
}

const startNode = (t: TestContext, file: string, args: string[], env: Record<string, string>) =>
  start(t, process.execPath, ["--import", "tsx", file, ...args], env);

/** A database for one test, and the folder for what is written. */
async function database(t: TestContext): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "roundtrip-data-"));
  const { url, end } = await startSmallDatabase(data);
  t.after(async () => {
    await end();
    rmSync(data, { recursive: true, force: true });
  });
  return url;
}

/**
 * The first of five neighbouring ports that are free. They lie below those that a system gives away by itself: or
 * another test could be given one of them before the servers have started.
 */
async function fivePorts(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const are = await Promise.all([0, 1, 2, 3, 4].map((i) => isFree(port + i)));
    if (are.every((free) => free)) return port;
  }
}

async function ask(port: number, path: string, method: "GET" | "PUT" | "POST" = "GET") {
  const { statusCode, headers, body } = await request(`http://127.0.0.1:${port}${path}`, { method });
  return { status: statusCode, by: String(headers["x-served-by"]), text: await body.text() };
}

async function isUp(port: number): Promise<boolean> {
  return ask(port, "/products").then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** Each is a Node to be started, which takes its time on a busy machine. */
function bothAreUp(port: number): Promise<void> {
  return eventually(async () => (await isUp(port + 1)) && (await isUp(port + 2)), "both servers", 60_000);
}

test("two servers take turns, have the same baskets, and one that is killed is not missed", async (t) => {
  const port = await fivePorts();
  const env = { PORT: String(port), DATABASE_URL: await database(t) };
  const program = startNode(t, join(folder, "two-servers.ts"), [server], env);
  await bothAreUp(port);
  assert.match(program.output, new RegExp(`The balancer listens on http://localhost:${port}`));

  assert.equal((await ask(port, "/baskets/alice/20110", "PUT")).status, 204);
  const [one, other] = [await ask(port, "/baskets/alice"), await ask(port, "/baskets/alice")];
  assert.notEqual(one.by, other.by);
  assert.equal(one.text, other.text);
  assert.match(one.text, /"Café mug ☕"/);

  const pid = Number(new RegExp(`Server ${port + 1} is process (\\d+)`).exec(program.output)?.[1]);
  process.kill(pid, "SIGKILL");
  await eventually(async () => {
    assert.equal((await ask(port, "/baskets/alice")).text, one.text);
    return program.output.includes(`Server ${port + 1} has ended.`);
  }, "the end of one server");
  for (let i = 0; i < 4; i += 1) assert.equal((await ask(port, "/baskets/alice")).by, String(port + 2));
});

test("of two servers that are far the nearest one answers, and the way to each takes its time", async (t) => {
  const port = await fivePorts();
  const env = { PORT: String(port), DATABASE_URL: await database(t) };
  const program = startNode(t, join(folder, "two-servers.ts"), [server, "900", "10"], env);
  await bothAreUp(port);
  assert.match(program.output, new RegExp(`Server ${port + 1} is 900 ms away`));
  await eventually(async () => (await ask(port, "/products")).by === String(port + 2), "the nearest server");
  for (let i = 0; i < 3; i += 1) assert.equal((await ask(port, "/products")).by, String(port + 2));
  assert.match(program.output, new RegExp(`Server ${port + 2} is the nearest: \\d+ ms`));

  const begun = performance.now();
  assert.equal((await ask(port + 1, "/products")).status, 200);
  assert.ok(performance.now() - begun >= 899);
});

const nginx = findProgram("nginx", ["/usr/sbin", "/usr/local/sbin"]);
if (nginx === undefined && isRequired("nginx"))
  throw new Error("ROUNDTRIP_REQUIRE names nginx, and it is not installed.");

test("nginx does the same with the configuration of the lesson", {
  skip: nginx === undefined && "There is no nginx on this machine.",
}, async (t) => {
  const port = await fivePorts();
  const DATABASE_URL = await database(t);
  const [first] = [1, 2].map((i) => startNode(t, server, [], { PORT: String(port + i), DATABASE_URL }));
  const prefix = mkdtempSync(join(tmpdir(), "roundtrip-nginx-"));
  t.after(() => rmSync(prefix, { recursive: true, force: true }));
  chmodSync(prefix, 0o755); // As root, nginx works as another user.
  const conf = readFileSync(join(folder, "nginx.conf"), "utf8").replace(/127\.0\.0\.1:300(\d)/g, (_, i) => {
    return `127.0.0.1:${port + Number(i)}`;
  });
  writeFileSync(join(prefix, "nginx.conf"), conf);
  const program = start(t, nginx as string, ["-p", prefix, "-c", join(prefix, "nginx.conf")]);
  await bothAreUp(port);
  await eventually(() => isUp(port), `nginx, which says: ${program.output}`);

  assert.equal((await ask(port, "/baskets/bob/31007", "PUT")).status, 204);
  const served = [await ask(port, "/baskets/bob"), await ask(port, "/baskets/bob")];
  assert.notEqual(served[0]?.by, served[1]?.by);
  for (const { text } of served) assert.match(text, /Bicycle bell/);
  process.kill(first?.pid as number, "SIGKILL");
  for (let i = 0; i < 6; i += 1) assert.equal((await ask(port, "/baskets/bob")).status, 200);
});
