// A bare connection, for requests that no well-behaved client would send, byte by byte if need be.

import { once } from "node:events";
import { connect as connectSocket, type Socket } from "node:net";
import { eventually } from "./eventually.ts";

export interface RawReply {
  readonly status: number;
  /** The names in lower case; a field that came twice has both values, joined by ", ". */
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Connection {
  readonly socket: Socket;
  /** Everything received so far. */
  readonly received: string;
  readonly closed: boolean;
  send(text: string | Buffer): void;
  /** The next whole response. `bodiless` for the response to a HEAD request. */
  reply(options?: { bodiless?: boolean }): Promise<RawReply>;
  /** Resolves when the server has closed the connection. */
  end(): Promise<void>;
}

/** Opens a connection. The caller destroys its socket. */
export async function connect(port: number): Promise<Connection> {
  const socket = connectSocket(port, "127.0.0.1");
  let received = "";
  let unread = "";
  let closed = false;
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    received += text;
    unread += text;
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    closed = true;
  });
  await once(socket, "connect");
  return {
    socket,
    get received() {
      return received;
    },
    get closed() {
      return closed;
    },
    send: (text) => {
      socket.write(text);
    },
    reply: async ({ bodiless = false } = {}) => {
      let parsed: Parsed | undefined;
      await eventually(() => {
        parsed = parse(unread, bodiless, closed);
        if (parsed === undefined && closed)
          throw new Error(`The connection closed after: ${JSON.stringify(unread)}`);
        return parsed !== undefined;
      }, `a response; so far: ${unread}`);
      const { reply, length } = parsed as Parsed;
      unread = unread.slice(length);
      return reply;
    },
    end: () => eventually(() => closed, "the end of the connection"),
  };
}

interface Parsed {
  readonly reply: RawReply;
  readonly length: number;
}

function parse(text: string, bodiless: boolean, closed: boolean): Parsed | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head === -1) return undefined;
  const [statusLine = "", ...lines] = text.slice(0, head).split("\r\n");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const status = Number(statusLine.split(" ")[1]);
  const start = head + 4;
  const done = (body: string, length: number) => ({ reply: { status, headers, body: utf8(body) }, length });
  if (bodiless || status === 204 || status === 304) return done("", start);
  if (headers["transfer-encoding"] === "chunked") return dechunk(text, start, done);
  if (headers["content-length"] === undefined)
    return closed ? done(text.slice(start), text.length) : undefined;
  const end = start + Number(headers["content-length"]);
  return text.length < end ? undefined : done(text.slice(start, end), end);
}

function dechunk(
  text: string,
  start: number,
  done: (body: string, length: number) => Parsed,
): Parsed | undefined {
  let body = "";
  for (let at = start; ; ) {
    const line = text.indexOf("\r\n", at);
    if (line === -1) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    const next = line + 2 + size + 2;
    if (text.length < next) return undefined;
    if (size === 0) return done(body, next);
    body += text.slice(line + 2, line + 2 + size);
    at = next;
  }
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
