// The server of a lesson, traced: the probe that the checks need looks on beside the tracer.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { Example, type ExampleOptions } from "../../../src/course/example.ts";
import { freePort } from "../../../src/course/ports.ts";
import { ServerProcess } from "../../../src/course/server-process.ts";
import type { TraceBatch, TraceEvent } from "../../../src/guide/trace/events.ts";
import { eventually } from "../../support/eventually.ts";

const TRACER = new URL("../../../src/guide/child/tracer.ts", import.meta.url);
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const LISTENER = `export function listener(req, res) {
  if (req.url === "/twice") res.end("one");
  res.end("hello");
}
`;
const ITSELF = `import { createServer } from "node:http";
${LISTENER.replace("export ", "")}
createServer(listener).listen(Number(process.env.PORT), "127.0.0.1");
`;

test("an exercise that exports its listener is traced, with the lines of its file", async (t) => {
  const { ask, told, file } = await run(t, LISTENER, { listener: true });
  assert.equal(await ask("/"), "hello");
  const response = await told("response");
  assert.equal(response.place, `${shown(file)}:3`);
});

test("a worked example that is saved is traced again", async (t) => {
  const { ask, told, events, file, port } = await run(t, ITSELF, {});
  assert.equal(await ask("/"), "hello");
  await told("end");
  const before = port();
  writeFileSync(file, ITSELF.replace("hello", "good morning"));
  await eventually(async () => (await ask("/saved").catch(() => "")) === "good morning", "the new server");
  assert.equal(port(), before);
  const isTold = () => events.some((event) => event.type === "end" && event.body.text === "good morning");
  await eventually(isTold, "the new server's request to be told");
});

test("the tracer does not stand between a mistake and its line", async (t) => {
  const file = write(t, LISTENER);
  const server = new ServerProcess({ preload: TRACER });
  t.after(() => server.end());
  const batches: TraceBatch[] = [];
  server.onTrace = (batch) => batches.push(batch as TraceBatch);
  server.send({ type: "watch", on: true });
  await server.load(file, { listener: true });
  await eventually(async () => {
    if (server.exited) return true;
    await request(`http://127.0.0.1:${server.port}/twice`, { reset: true }).catch(() => {});
    return batches.length > 0;
  }, "a request to be told");
  await eventually(() => server.messages.some(({ type }) => type === "again"), "the mistake to be told");
  const again = server.messages.find((message) => message.type === "again");
  assert.deepEqual(again?.type === "again" && [again.first, again.place], ["exercise.ts:2", "exercise.ts:3"]);
});

test("of a server that runs for long, the last messages are kept", async (t) => {
  const file = write(t, LISTENER);
  const server = new ServerProcess({ keptMessages: 10 });
  t.after(() => server.end());
  assert.deepEqual(await server.load(file, { listener: true }), { kind: "listening" });
  for (let sent = 0; sent < 20; sent++) await ask(server.port, "/");
  await server.settle();
  assert.equal(server.messages.length, 10);
});

interface Run {
  readonly file: string;
  readonly events: readonly TraceEvent[];
  port(): number;
  ask(path: string): Promise<string>;
  /** The first event of this type that is told of "/". */
  told<T extends TraceEvent["type"]>(type: T): Promise<Extract<TraceEvent, { type: T }>>;
}

async function run(t: TestContext, source: string, options: ExampleOptions): Promise<Run> {
  const file = write(t, source);
  const events: TraceEvent[] = [];
  let port = 0;
  const example = new Example(
    file,
    {
      onListening: (listening) => {
        port = listening;
      },
      onFailure: ({ got }) => assert.fail(got),
      onOutput: () => {},
      onSave: () => {},
      onGone: () => {},
    },
    {
      ...options,
      wantedPort: await freePort(),
      tracer: TRACER,
      onTrace: (batch) => events.push(...(batch as TraceBatch).events),
    },
  );
  t.after(() => example.end());
  example.watch(true);
  await eventually(() => port !== 0, "the server to listen");
  return {
    file,
    events,
    port: () => port,
    ask: (path) => ask(port, path),
    told: async (type) => {
      const find = () => {
        const known = events.find((event) => event.type === "request" && event.target === "/");
        return events.find((event) => event.type === type && event.id === known?.id);
      };
      await eventually(() => find() !== undefined, `${type} of /`);
      return find() as never;
    },
  };
}

/** Below the course's folder, so that its places are told from there. */
function write(t: TestContext, source: string): string {
  mkdirSync(join(ROOT, "work"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "work", "trace-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "exercise.ts");
  writeFileSync(file, source);
  return file;
}

function shown(file: string): string {
  return relative(process.cwd(), file).split(sep).join("/");
}

async function ask(port: number, path: string): Promise<string> {
  return (await request(`http://127.0.0.1:${port}${path}`, { reset: true })).body.text();
}
