// A traced server for one test: started, watched, asked over a real socket; what it tells is put together by request.

import { Agent, type Dispatcher, request } from "undici";
import { Supervised } from "../../../src/guide/servers/supervised.ts";
import type { TraceBatch, TraceEvent } from "../../../src/guide/trace/events.ts";
import { eventually } from "../../support/eventually.ts";

type Type = TraceEvent["type"];
type Of<T extends Type> = Extract<TraceEvent, { type: T }>;

/** What has been told of one request. */
export interface Journey {
  readonly events: readonly TraceEvent[];
  /** The only event of this type. */
  the<T extends Type>(type: T): Of<T>;
  all<T extends Type>(type: T): Of<T>[];
}

export interface Traced {
  readonly server: Supervised;
  readonly url: string;
  readonly batches: readonly TraceBatch[];
  /** Sends a request as in "GET /products?a=1", and reads the response. */
  ask(
    line: string,
    options?: Partial<Dispatcher.RequestOptions>,
  ): Promise<Dispatcher.ResponseData & { text: string }>;
  /** What is told of the request with this target, once `until` is told. */
  journey(target: string, until?: Type): Promise<Journey>;
  watch(on: boolean): Promise<void>;
}

/** Starts `programs/NAME.ts`, and watches it. */
export async function traced(
  t: { after(fn: () => unknown): void },
  name: string,
  env: Record<string, string> = {},
): Promise<Traced> {
  const program = new URL(`./programs/${name}.ts`, import.meta.url);
  const server = new Supervised({ name, program, args: (port = 0) => [String(port)], env });
  t.after(() => server.stop());
  const batches: TraceBatch[] = [];
  server.onTrace((batch) => batches.push(batch));
  const { port, reason } = await server.start();
  if (port === undefined) throw new Error(reason);
  const url = `http://127.0.0.1:${port}`;
  const agent = new Agent();
  t.after(() => agent.destroy());

  const watch = async (on: boolean) => {
    let isDone = false;
    const end = server.onMessage((message) => {
      if ("type" in message && message.type === "watching") isDone = true;
    });
    server.watch(on);
    await eventually(() => isDone, "the server to hear that it is watched");
    end();
  };
  await watch(true);

  return {
    server,
    url,
    batches,
    watch,
    ask: async (line, options = {}) => {
      const [method = "GET", path = "/"] = line.split(" ");
      const reply = await request(url + path, {
        method: method as Dispatcher.HttpMethod,
        dispatcher: agent,
        ...options,
      });
      return { ...reply, text: await reply.body.text() };
    },
    journey: async (target, until = "end") => {
      const told = () => eventsOf(batches, target);
      await eventually(() => told().some(({ type }) => type === until), `${until} of ${target}`);
      return journeyOf(told());
    },
  };
}

function eventsOf(batches: readonly TraceBatch[], target: string): TraceEvent[] {
  const events = batches.flatMap((batch) => batch.events);
  const ids = events.flatMap((event) =>
    event.type === "request" && event.target === target ? [event.id] : [],
  );
  return events.filter(({ id }) => ids.includes(id));
}

function journeyOf(events: readonly TraceEvent[]): Journey {
  const all = <T extends Type>(type: T) => events.filter((event) => event.type === type) as Of<T>[];
  return {
    events,
    all,
    the: (type) => {
      const [first, ...others] = all(type);
      if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} events ${type}`);
      return first;
    },
  };
}
