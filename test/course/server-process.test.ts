// A student's server as a child process: it starts or says why not, and it is always gone afterwards, with all that
// it has started.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type LoadOptions, ServerProcess, type Start } from "../../src/course/server-process.ts";
import { isAlive } from "../support/alive.ts";
import { eventually } from "../support/eventually.ts";
import { ROOT } from "./support/course.ts";

const windows = process.platform === "win32";
const LISTEN = `import { createServer } from "node:http";
const server = createServer((req, res) => res.end("ok"));
server.listen(Number(process.env.PORT), "127.0.0.1");
`;
/** Blocks the event loop for good, as an endless loop does, and leaves the processor to the other tests. */
const HANG = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);\n";

test("a server that listens where it should, and again on the same port, which can be given", async (t) => {
  const { server, start } = await load(t, LISTEN);
  assert.deepEqual(start, { kind: "listening" });
  assert.equal((await server.settle()).state, "alive");
  const { port } = server;
  await server.end();
  assert.equal(server.exited, true);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  const again = await load(t, LISTEN, { listener: false, port });
  assert.equal(again.server.port, port);
  assert.deepEqual(again.start, { kind: "listening" });
});

test("another port than the given one is named", async (t) => {
  const { start } = await load(t, LISTEN.replace("Number(process.env.PORT)", "0"));
  assert.equal(start.kind, "wrong-port");
});

test("a program that ends is told with its exit code", async (t) => {
  const { start, server } = await load(t, 'console.log("done");\nprocess.exit(3);\n');
  assert.deepEqual(start, { kind: "exited", code: 3 });
  assert.equal(server.output, "done\n");
});

test("a program that never listens: one that waits, one that hangs", async (t) => {
  const [waits, hangs] = await Promise.all([load(t, "setInterval(() => {}, 1000);\n"), load(t, HANG)]);
  assert.deepEqual(waits.start, { kind: "not-listening" });
  assert.deepEqual(hangs.start, { kind: "blocked" });
  await hangs.server.end();
  assert.equal(hangs.server.exited, true);
});

test("a program that takes long to load, because it imports much, is waited for", async (t) => {
  const wait = "await new Promise((resolve) => setTimeout(resolve, 4_300));\n";
  assert.deepEqual((await load(t, wait + LISTEN)).start, { kind: "listening" });
});

test("an endless loop in a request blocks the server, and it can be ended", async (t) => {
  const { server } = await load(t, LISTEN.replace('res.end("ok")', "{ while (true); }"));
  const controller = new AbortController();
  const asked = fetch(`http://127.0.0.1:${server.port}/`, { signal: controller.signal }).catch(() => {});
  await eventually(() => server.messages.some(({ type }) => type === "request"), "the request");
  assert.equal((await server.settle()).state, "blocked");
  await server.end();
  assert.equal(server.exited, true);
  controller.abort();
  await asked;
});

test("a file that cannot be read, and one that is not there", async (t) => {
  const broken = await load(t, "const x = ;\n");
  assert.equal(broken.start.kind, "load-failed");
  const gone = new ServerProcess();
  t.after(() => gone.end());
  const start = await gone.load(join(ROOT, "work", "nowhere.ts"), { listener: false });
  assert.equal(start.kind, "load-failed");
});

test("a file that exports no listener is told what it exports", async (t) => {
  const { start } = await load(t, "export const answer = 42;\n", { listener: true });
  assert.deepEqual(start, { kind: "no-listener", exported: ["answer"] });
});

test("a megabyte of output is counted, and only its end is kept", async (t) => {
  const flood = 'for (let i = 0; i < 16; i++) console.log("x".repeat(65_536));\nconsole.log("the end");\n';
  const { server } = await load(t, LISTEN + flood);
  await eventually(() => server.printed >= 1_000_000, "the output");
  await eventually(() => server.output.endsWith("the end\n"), "its end");
  assert.ok(server.output.length <= 20_000);
});

test("what it has started ends with it: a fork, and the fork's own child", { skip: windows }, async (t) => {
  const { server, start } = await load(t, LISTEN + FAMILY);
  assert.deepEqual(start, { kind: "listening" });
  const pids = await family(server);
  await server.end();
  for (const pid of pids) await eventually(() => !isAlive(pid), `process ${pid} to be gone`);
});

test("when the runner is killed, its servers end too, one in an endless loop and one with children", async (t) => {
  const codes = [LISTEN, `${LISTEN}setTimeout(() => { while (true); }, 0);\n`];
  if (!windows) codes.push(LISTEN + FAMILY);
  const files = codes.map((code) => write(t, code));
  const program = fileURLToPath(new URL("./support/run-servers.ts", import.meta.url));
  const runner = spawn(process.execPath, ["--import", "tsx", program, ...files], { cwd: ROOT });
  t.after(() => runner.kill("SIGKILL"));
  let out = "";
  runner.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  const pids = () => [...out.matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
  const listening = () => out.match(/^listening$/gm)?.length ?? 0;
  const wanted = windows ? 2 : 5; // The last one has a child and a grandchild.
  await eventually(() => pids().length >= wanted && listening() === codes.length, "the servers");
  runner.kill("SIGKILL");
  await once(runner, "exit");
  for (const pid of pids()) await eventually(() => !isAlive(pid), `process ${pid} to be gone`);
});

/** A child that ignores what it can, and its own child; both say their numbers. */
const FAMILY = `
import { spawn } from "node:child_process";
const grandchild = 'process.on("SIGTERM", () => {}); console.log("pid " + process.pid); setInterval(() => {}, 1000);';
const child = 'require("node:child_process").spawn(process.execPath, ["-e", ' + JSON.stringify(grandchild) + '], { stdio: "inherit" });' + grandchild;
spawn(process.execPath, ["-e", child], { stdio: "inherit" });
`;

async function family(server: ServerProcess): Promise<number[]> {
  const pids = () => [...server.output.matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
  await eventually(() => pids().length === 2, "both children");
  return pids();
}

async function load(
  t: TestContext,
  code: string,
  options: LoadOptions = { listener: false },
): Promise<{ server: ServerProcess; start: Start }> {
  const file = write(t, code);
  const server = new ServerProcess();
  t.after(() => server.end());
  return { server, start: await server.load(file, options) };
}

function write(t: TestContext, code: string): string {
  mkdirSync(join(ROOT, "work"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "work", "test "));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const file = join(folder, "exercise.ts");
  writeFileSync(file, code);
  return file;
}
