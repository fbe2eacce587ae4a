// Watches the student's server from inside its process: which requests came, and from which line each was
// answered. It changes nothing of what the server does.

import { AsyncLocalStorage } from "node:async_hooks";
import http, { type IncomingMessage, Server, ServerResponse } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { AddressInfo } from "node:net";
import type { OpenRequest, Place } from "./messages.ts";
import { here, placeIn } from "./places.ts";
import { tell } from "./tell.ts";

interface Exchange {
  readonly id: number;
  readonly req: IncomingMessage;
  readonly serverPlace: Place;
  lastPlace: Place;
  answered: boolean;
  answeredAt: Place;
  /** node:http calls its own methods from within: only the outermost call is the student's. */
  depth: number;
}

const exchanges = new WeakMap<ServerResponse, Exchange>();
const open = new Set<{ res: ServerResponse; exchange: Exchange }>();
const current = new AsyncLocalStorage<number>();
const serverPlaces = new WeakMap<Server, Place>();
let requests = 0;
/** The last error that a listener threw, and the request for which it did. */
let threw: { readonly error: unknown; readonly id: number } | undefined;

/** Begins to watch. To be called before the student's file is loaded. */
export function startProbe(): void {
  watchServers();
  for (const call of ["writeHead", "setHeader", "write", "end"] as const) watchCall(call);
  watchConsole();
  process.on("uncaughtExceptionMonitor", (error: unknown) => {
    const id = threw?.error === error ? threw?.id : current.getStore();
    tell({ type: "crash", id, ...describe(error) });
  });
}

/** The requests that have had no response. One that is a stream of events stays open on purpose. */
export function openRequests(): OpenRequest[] {
  const waiting = [...open].filter(({ res }) => !isEventStream(res));
  return waiting.map(({ res, exchange: { id, req, lastPlace, serverPlace } }) => {
    return {
      id,
      method: req.method ?? "",
      url: req.url ?? "",
      lastPlace,
      serverPlace,
      begun: res.headersSent,
    };
  });
}

function isEventStream(res: ServerResponse): boolean {
  // What writeHead was given stands in no public place: getHeader does not know it.
  const { _header } = res as unknown as { _header?: string | null };
  return /^content-type: text\/event-stream/im.test(_header ?? "");
}

function watchServers(): void {
  const { createServer } = http;
  http.createServer = ((...args: Parameters<typeof createServer>) => {
    const server = createServer(...args);
    serverPlaces.set(server, here());
    return server;
  }) as typeof createServer;
  syncBuiltinESMExports(); // import { createServer } from "node:http" gets this one.

  const { listen, emit } = Server.prototype;
  Server.prototype.listen = function (this: Server, ...args: unknown[]) {
    this.once("listening", () => {
      tell({ type: "listening", port: (this.address() as AddressInfo | null)?.port ?? 0 });
    });
    return Reflect.apply(listen, this, args);
  } as typeof listen;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]) {
    const [req, res] = args;
    if (event !== "request" || !(res instanceof ServerResponse))
      return Reflect.apply(emit, this, [event, ...args]);
    const exchange = begin(req as IncomingMessage, res, serverPlaces.get(this));
    return current.run(exchange.id, () => {
      try {
        return Reflect.apply(emit, this, [event, ...args]);
      } catch (error) {
        threw = { error, id: exchange.id }; // What is thrown at once leaves `current` before it reaches the monitor.
        throw error;
      }
    });
  } as typeof emit;
}

function begin(req: IncomingMessage, res: ServerResponse, serverPlace: Place): Exchange {
  requests += 1;
  const exchange: Exchange = {
    id: requests,
    req,
    serverPlace,
    lastPlace: undefined,
    answered: false,
    answeredAt: undefined,
    depth: 0,
  };
  const entry = { res, exchange };
  exchanges.set(res, exchange);
  open.add(entry);
  // One whose client has given up stays in the list: it was never answered.
  res.once("finish", () => open.delete(entry));
  tell({ type: "request", id: exchange.id, method: req.method ?? "", url: req.url ?? "" });
  return exchange;
}

function watchCall(call: "writeHead" | "setHeader" | "write" | "end"): void {
  // biome-ignore lint/suspicious/noExplicitAny: four methods of four types, passed on as they came.
  const prototype = ServerResponse.prototype as any;
  const original = prototype[call];
  prototype[call] = function (this: ServerResponse, ...args: unknown[]) {
    const exchange = exchanges.get(this);
    if (exchange === undefined || exchange.depth > 0) return Reflect.apply(original, this, args);
    const place = here();
    if (exchange.answered) tell({ type: "again", id: exchange.id, call, first: exchange.answeredAt, place });
    exchange.lastPlace = place;
    exchange.depth += 1;
    try {
      const result = Reflect.apply(original, this, args);
      if (call === "end" && !exchange.answered) {
        exchange.answered = true;
        exchange.answeredAt = place;
        tell({ type: "answered", id: exchange.id, place });
      }
      return result;
    } finally {
      exchange.depth -= 1;
    }
  };
}

/** A server that catches an error answers 500 and writes the error down: only there is the cause to be had. */
function watchConsole(): void {
  const { error: original } = console;
  console.error = (...args: unknown[]) => {
    const caught = args.find((arg) => arg instanceof Error);
    if (caught !== undefined) tell({ type: "caught", id: current.getStore(), ...describe(caught) });
    original.apply(console, args);
  };
}

function describe(thrown: unknown) {
  if (!(thrown instanceof Error))
    return { name: "Thrown", message: String(thrown), code: undefined, place: undefined };
  const { name, message, stack } = thrown;
  return { name, message, code: (thrown as NodeJS.ErrnoException).code, place: placeIn(stack) };
}
