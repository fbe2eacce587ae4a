// What any server on node:http tells: the request, its body as it comes, the head of the response with the line that
// gave it, a second response, and the end.

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import type { Fields } from "../trace/events.ts";
import type { Exchange, Exchanges } from "./exchanges.ts";
import { tellPassed } from "./kit.ts";
import { patch } from "./patch.ts";
import { safely } from "./safely.ts";
import { cutSecretField, cutSecretTarget } from "./secrets.ts";

/** The names of node:http's own channel. */
const STARTED = "http.server.request.start";
/** Longer values of a header's field are cut; characters. */
const LONGEST_VALUE = 2_000;

interface Started {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export function watchHttp(exchanges: Exchanges): () => void {
  const onStart = safely((message: unknown) => begin(exchanges, message as Started));
  subscribe(STARTED, onStart);
  const ends = [
    watchBody(exchanges),
    ...(["writeHead", "setHeader", "write", "end"] as const).map((call) => watchCall(exchanges, call)),
  ];
  return () => {
    unsubscribe(STARTED, onStart);
    for (const end of ends) end();
  };
}

function begin(exchanges: Exchanges, { request: req, response: res }: Started): void {
  const address = addressOf(req);
  const exchange = exchanges.begin(req, res, address);
  if (exchange === undefined) return;
  exchanges.tell({
    type: "request",
    id: exchange.id,
    at: performance.now(),
    method: req.method ?? "",
    target: cutSecretTarget(req.url ?? ""),
    httpVersion: req.httpVersion,
    fields: fieldsOf(req.rawHeaders),
    address,
  });
  const onClose = safely(() => {
    exchanges.finish(exchange);
    const how = res.writableFinished ? "sent" : "left";
    const body = exchange.responseBody.excerpt();
    exchanges.tell({ type: "end", id: exchange.id, at: performance.now(), how, body });
  });
  res.on("close", onClose);
}

function addressOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
}

/** Sees the pieces of a body when they come from the network, whoever reads them and whenever. */
function watchBody(exchanges: Exchanges): () => void {
  const look = safely(tellPiece);
  return patch<IncomingMessage["push"]>(IncomingMessage.prototype, "push", (original) => {
    return function push(this: IncomingMessage, chunk, encoding) {
      const exchange = chunk === null ? undefined : exchanges.of(this);
      if (exchange !== undefined) look(exchanges, exchange, chunk, encoding);
      return original.call(this, chunk, encoding);
    };
  });
}

function tellPiece(exchanges: Exchanges, exchange: Exchange, chunk: unknown, encoding: unknown): void {
  const { id, requestBody, lastPiece } = exchange;
  const wasFull = requestBody.isFull;
  const bytes = requestBody.add(chunk, encoding);
  if (wasFull && lastPiece?.batch === exchanges.outbox.batch) {
    lastPiece.event.bytes += bytes; // A large upload is told of some times a second, not piece by piece.
    return;
  }
  const soFar = wasFull ? undefined : requestBody.excerpt();
  const event = { type: "body" as const, id, at: performance.now(), bytes, soFar };
  exchange.lastPiece = { event, batch: exchanges.outbox.batch };
  exchanges.tell(event);
}

function watchCall(exchanges: Exchanges, call: "writeHead" | "setHeader" | "write" | "end"): () => void {
  // biome-ignore lint/suspicious/noExplicitAny: four methods of four types, passed on as they came.
  type Call = (this: ServerResponse, ...args: any[]) => unknown;
  const before = safely((exchange: Exchange, res: ServerResponse) => {
    if (exchange.depth > 0 || !isTooLate(res, call)) return;
    exchanges.tellAgain(exchange, undefined, exchanges.places.here());
  });
  const after = safely((exchange: Exchange, res: ServerResponse, args: unknown[]) => {
    if (call !== "setHeader" && !exchange.hasHead && res.headersSent) tellHead(exchanges, exchange, res);
    if (call === "write" || call === "end") collect(exchange, res, args);
  });
  return patch<Call>(ServerResponse.prototype, call, (original) => {
    return function (this: ServerResponse, ...args) {
      const exchange = exchanges.of(this);
      if (exchange === undefined) return Reflect.apply(original, this, args);
      before(exchange, this);
      exchange.depth += 1;
      try {
        const result = Reflect.apply(original, this, args);
        after(exchange, this, args);
        return result;
      } finally {
        exchange.depth -= 1;
      }
    };
  });
}

/** Whether a call belongs to a second response. */
function isTooLate(res: ServerResponse, call: string): boolean {
  return call === "write" || call === "end" ? res.writableEnded : res.headersSent;
}

function tellHead(exchanges: Exchanges, exchange: Exchange, res: ServerResponse): void {
  exchange.hasHead = true;
  exchange.place = exchanges.places.here();
  tellPassed(exchanges, exchange, res.req, res);
  exchanges.tell({
    type: "response",
    id: exchange.id,
    at: performance.now(),
    status: res.statusCode,
    reason: res.statusMessage,
    fields: sentFields(res),
    place: exchange.place,
  });
}

/** The header section as it goes out: also what writeHead was given, and what node:http adds. */
function sentFields(res: ServerResponse): Fields {
  const { _header } = res as unknown as { _header?: string | null };
  const lines = (_header ?? "").split("\r\n").slice(1, -2);
  return fieldsOf(
    lines.flatMap((line) => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
}

function collect(exchange: Exchange, res: ServerResponse, [chunk, encoding]: unknown[]): void {
  const { statusCode: status, req } = res;
  const hasBody = req.method !== "HEAD" && status !== 204 && status !== 304;
  if (hasBody) exchange.responseBody.add(chunk, encoding);
}

/** Name, value, name, value ... as pairs. */
function fieldsOf(raw: readonly string[]): Fields {
  const fields: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name = "", value = ""] = [raw[i], raw[i + 1]];
    const shown = cutSecretField(name, value);
    fields.push([name, shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE)}…` : shown]);
  }
  return fields;
}
