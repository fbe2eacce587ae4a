// A supervised server: it starts, stops, is started again, and never outlives its supervisor.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import {
  type ServerState,
  Supervised,
  type SupervisedOptions,
} from "../../../src/guide/servers/supervised.ts";
import { isAlive } from "../../support/alive.ts";
import { eventually } from "../../support/eventually.ts";
import { run, type Started } from "../../support/start.ts";

const windows = process.platform === "win32";
const PROGRAM = new URL("./programs/server.ts", import.meta.url);

test("it starts, and says where it listens", async (t) => {
  const server = supervise(t, { env: { ANSWERS: "hello" } });
  const states: string[] = [];
  server.onState(({ status }) => states.push(status));
  const { status, port, pid, restarts } = await server.start();
  assert.equal(status, "listening");
  assert.equal(restarts, 0);
  assert.notEqual(pid, process.pid);
  assert.equal(await ask(port), "hello 0");
  assert.deepEqual(states, ["starting", "listening"]);
});

test("a second start is the same start", async (t) => {
  const server = supervise(t);
  const [one, two] = await Promise.all([server.start(), server.start()]);
  assert.equal(one.pid, two.pid);
  assert.equal((await server.start()).pid, one.pid);
});

test("what it prints is kept, and passed on when it comes", async (t) => {
  const server = supervise(t);
  const heard: string[] = [];
  const end = server.onOutput((text, stream) => heard.push(`${stream}: ${text}`));
  const { port } = await server.start();
  await eventually(() => server.output === `It listens on ${port}\n`, "its line");
  assert.deepEqual(heard, [`stdout: It listens on ${port}\n`]);
  end();
  await server.stop();
  assert.equal(heard.length, 1);
});

test("it stops gracefully: what it is answering is answered", async (t) => {
  const server = supervise(t);
  const { port, pid } = await server.start();
  const reply = request(`http://127.0.0.1:${port}/slow`);
  await ask(port);
  assert.equal(await server.stop(), 7);
  assert.equal(await (await reply).body.text(), "at last");
  assert.deepEqual(server.state, {
    status: "stopped",
    pid: undefined,
    port: undefined,
    restarts: 0,
    reason: undefined,
  });
  assert.equal(isAlive(pid ?? 0), false);
  assert.match(server.output, /It closes\n$/);
  assert.equal(await server.stop(), 0);
});

test("restarted, it is another process on the same port", async (t) => {
  const server = supervise(t);
  const first = await server.start();
  const second = await server.restart();
  assert.equal(second.port, first.port);
  assert.notEqual(second.pid, first.pid);
  assert.equal(second.restarts, 1);
  assert.equal(await ask(second.port), ` ${first.port}`);
});

test("its plug is pulled: it ends without a word, and starts again on the same port", async (t) => {
  const server = supervise(t);
  const first = await server.start();
  const second = await server.pullPlug();
  assert.equal(second.status, "listening");
  assert.equal(second.port, first.port);
  assert.equal(second.reason, "Its plug was pulled: the process was killed.");
  assert.doesNotMatch(server.output, /It closes/);
});

test("after a crash it starts again, and says of what it crashed", async (t) => {
  const server = supervise(t);
  const { port } = await server.start();
  await assert.rejects(ask(port, "/crash"));
  const again = await next(server, ({ status, restarts }) => status === "listening" && restarts === 1);
  assert.equal(again.port, port);
  assert.equal(again.reason, "It crashed: RangeError: out of reach");
});

test("a server that ends by itself starts again too", async (t) => {
  const server = supervise(t);
  const { port } = await server.start();
  await assert.rejects(ask(port, "/exit"));
  const again = await next(server, ({ status, restarts }) => status === "listening" && restarts === 1);
  assert.equal(again.reason, "It ended by itself, with the exit code 3.");
});

test("one that ends at a signal from outside, with the exit code 0, stays ended", {
  skip: windows,
}, async (t) => {
  const server = supervise(t, { env: { CODE: "0" } });
  const { pid } = await server.start();
  process.kill(pid ?? 0, "SIGTERM");
  const { restarts, reason } = await next(server, ({ status }) => status === "stopped");
  assert.equal(restarts, 0);
  assert.equal(reason, "It ended, as a program that is told to from outside.");
});

test("three quick crashes in a row: it is left alone, until it is started", async (t) => {
  const server = supervise(t, { env: { MODE: "crashes" } });
  const state = await server.start();
  assert.equal(state.status, "crashed");
  assert.equal(state.restarts, 2);
  assert.equal(
    state.reason,
    "It has ended 3 times in a row right after its start. It crashed: TypeError: not today",
  );
  assert.equal((await server.start()).restarts, 4);
  await server.stop();
  assert.equal(server.state.status, "stopped");
});

test("a program that says it cannot run is not started again", async (t) => {
  const server = supervise(t, { env: { MODE: "fails" } });
  const { status, reason, restarts } = await server.start();
  assert.deepEqual({ status, reason, restarts }, { status: "crashed", reason: "It cannot.", restarts: 0 });
});

test("a program that is not there", async (t) => {
  const server = supervise(t, { program: new URL("./programs/nowhere.ts", import.meta.url) });
  const { status, reason } = await server.start();
  assert.equal(status, "crashed");
  assert.match(reason ?? "", /nowhere\.ts/);
});

test("messages go both ways", async (t) => {
  const server = supervise(t);
  const heard: object[] = [];
  server.onMessage((message) => heard.push(message));
  const { port } = await server.start();
  server.send({ echo: 1 });
  await eventually(() => heard.length === 2, "the echo");
  assert.deepEqual(heard, [{ type: "listening", port, extra: "told" }, { echo: 1 }]);
});

test("stopped and started in one breath, it runs in the end; started and stopped, it does not", async (t) => {
  const server = supervise(t);
  await server.start();
  const [, state] = await Promise.all([server.stop(), server.start()]);
  assert.equal(state.status, "listening");
  const starting = server.restart();
  await server.stop();
  assert.equal((await starting).status, "stopped");
});

for (const signal of ["SIGTERM", "SIGKILL"] as const) {
  test(`whoever supervises it ends by ${signal}: it ends too`, async (t) => {
    const program = new URL("./programs/supervisor.ts", import.meta.url);
    const supervisor = run(t, ["--import", "tsx", fileURLToPath(program)]);
    const { pid } = await supervised(supervisor);
    assert.equal(isAlive(pid), true);
    supervisor.child.kill(signal);
    await eventually(() => !isAlive(pid), "the server to end");
  });
}

test("whoever supervises it is killed while it is in a loop without an end: it ends too", async (t) => {
  const program = new URL("./programs/supervisor.ts", import.meta.url);
  const supervisor = run(t, ["--import", "tsx", fileURLToPath(program)]);
  const { pid, port } = await supervised(supervisor);
  t.after(() => isAlive(pid) && process.kill(pid, "SIGKILL"));
  // Nobody answers that; that it is there is known when nothing else is answered any more.
  ask(port, "/loop").catch(() => {});
  await eventually(async () => (await answers(port)) === false, "the loop");
  supervisor.child.kill("SIGKILL");
  await eventually(() => !isAlive(pid), "the server to end");
});

/** The process that it supervises. */
async function supervised(supervisor: Started): Promise<{ pid: number; port: number }> {
  await eventually(() => supervisor.stdout.includes("\n"), "the server to start");
  const [pid = 0, port = 0] = supervisor.stdout.split(" ").map(Number);
  return { pid, port };
}

/** Whether it answers within a moment. */
function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(500) }).then(
    () => true,
    () => false,
  );
}

function supervise(t: TestContext, options: Partial<SupervisedOptions> = {}): Supervised {
  const server = new Supervised({
    name: "test",
    program: PROGRAM,
    args: (port = 0) => [String(port)],
    ...options,
  });
  t.after(() => server.stop());
  return server;
}

function next(server: Supervised, holds: (state: ServerState) => boolean): Promise<ServerState> {
  return new Promise((resolve) => {
    const look = () => holds(server.state) && resolve(server.state);
    server.onState(look);
    look();
  });
}

async function ask(port: number | undefined, path = "/"): Promise<string> {
  const reply = await request(`http://127.0.0.1:${port}${path}`, { reset: true });
  return reply.body.text();
}
