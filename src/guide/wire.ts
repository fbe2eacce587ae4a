// Sends one request to a server on this machine and keeps both messages as they were on the wire: each byte, with
// the line ends and the lengths of chunks that a client usually hides.

import { type IncomingMessage, request } from "node:http";

export interface WireRequest {
  readonly port: number;
  readonly method: string;
  /** As it stands in the request line: "/books?limit=2". */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface WireExchange {
  readonly sent: string;
  /** "" when nothing came. */
  readonly received: string;
  /** Undefined when no response came. */
  readonly reply: WireReply | undefined;
  /** From the first byte out to the last byte in; milliseconds. */
  readonly took: number;
  /** What is to be said about it: why there is no reply, or why it is not whole. */
  readonly note: string | undefined;
}

export interface WireReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Without the framing of the wire. */
  readonly body: string;
}

const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE", "OPTIONS"]);
/** How long to wait for a response; milliseconds. The kit answers 503 after 10 seconds, which a student should see. */
const LIMIT = 12_000;
/** How long one that stays open is shown: a stream of events has no end; milliseconds. */
const STREAM_LIMIT = 3_000;
/** More is not shown; bytes. */
const MOST = 64_000;

/** Resolves in any case. @throws {TypeError} for what cannot be sent, such as a space in the target. */
export function sendOnWire({ port, method, target, headers, body }: WireRequest): Promise<WireExchange> {
  const fields: Record<string, string | number> = { Host: `localhost:${port}`, ...headers };
  // What Node would add by itself stands here, so that what is shown is what was sent.
  if (body !== undefined || !BODILESS.has(method)) fields["Content-Length"] = Buffer.byteLength(body ?? "");
  const outgoing = request({
    host: "127.0.0.1",
    port,
    method,
    path: target,
    headers: { ...fields, Connection: "close" },
    agent: false,
  });
  const begun = performance.now();
  const received: Buffer[] = [];
  let size = 0;
  const sent = `${method} ${target} HTTP/1.1\r\n${Object.entries({ ...fields, Connection: "close" })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n${body ?? ""}`;

  return new Promise((resolve) => {
    let reply: IncomingMessage | undefined;
    let text = "";
    const end = (note?: string) => {
      clearTimeout(timer);
      outgoing.destroy();
      resolve({
        sent,
        received: Buffer.concat(received).toString("utf8"),
        reply: reply && replyOf(reply, text),
        took: performance.now() - begun,
        note,
      });
    };
    let timer = setTimeout(
      () =>
        end(`No response in ${LIMIT / 1_000} seconds. The server has the request, and has not answered it.`),
      LIMIT,
    );
    outgoing.on("socket", (socket) => {
      socket.on("data", (piece: Buffer) => {
        size += piece.length;
        if (size <= MOST) received.push(piece);
        else end(`The response is longer than ${MOST / 1_000} kB. This is its beginning.`);
      });
    });
    outgoing.on("response", (response) => {
      reply = response;
      clearTimeout(timer);
      timer = setTimeout(() => end("The response stays open. This is what came so far."), STREAM_LIMIT);
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => end());
      response.on("error", () => end("The connection was closed before the response was complete."));
    });
    outgoing.on("error", (error) => end(explain(error as NodeJS.ErrnoException, port)));
    outgoing.end(body);
  });
}

function replyOf({ statusCode = 0, statusMessage = "", headers }: IncomingMessage, body: string): WireReply {
  const fields = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return { status: statusCode, reason: statusMessage, headers: Object.fromEntries(fields), body };
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  const { code = "", message } = error;
  if (code === "ECONNREFUSED") return `Nobody listens on port ${port}. Start the server, and send again.`;
  if (code === "ECONNRESET" || code === "EPIPE") {
    return "The server closed the connection without a response. It has perhaps stopped: look at what it printed.";
  }
  if (code.startsWith("HPE_")) return `What came back is no HTTP: ${message}.`;
  return `It could not be sent: ${message}.`;
}
