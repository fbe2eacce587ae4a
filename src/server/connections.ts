// The servers of an app and their connections: how they begin, what a slow client may do, how they end.

import { once } from "node:events";
import { createServer, type Server, type ServerOptions } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { InFlight } from "./in-flight.ts";
import type { Limits } from "./limits.ts";
import { linger } from "./linger.ts";
import { Request } from "./request.ts";
import { Response } from "./response.ts";

// biome-ignore lint/suspicious/noExplicitAny: http and https, with the kit's own request and response.
export type AnyServer = Server<any, any>;

/** How long busy clients get to hear `Connection: close` before the door shuts; milliseconds. */
const DRAIN = 100;
/** How much longer node:http waits for a request than the kit does, which answers it better; milliseconds. */
const BACKSTOP = 5_000;

export class Connections {
  readonly serverOptions: ServerOptions<typeof Request, typeof Response>;
  readonly #limits: Limits;
  readonly #inFlight: InFlight;
  readonly #servers = new Map<AnyServer, Set<Socket>>();

  constructor(limits: Limits, inFlight: InFlight) {
    this.#limits = limits;
    this.#inFlight = inFlight;
    this.serverOptions = {
      IncomingMessage: Request,
      ServerResponse: Response,
      headersTimeout: limits.headersTimeout,
      requestTimeout: Math.max(limits.requestTimeout, limits.headersTimeout) + BACKSTOP,
      connectionsCheckingInterval: Math.min(1_000, limits.headersTimeout),
      keepAliveTimeout: limits.keepAliveTimeout,
      maxHeaderSize: limits.headerBytes,
      // refuse.ts looks at Host itself: node:http lets two of them pass.
      requireHostHeader: false,
    };
  }

  attach(server: AnyServer): void {
    const sockets = new Set<Socket>();
    this.#servers.set(server, sockets);
    server.maxHeadersCount = 0; // Node would drop lines silently; refuse.ts counts them.
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      void socket.remoteAddress; // Read now, Node keeps it for `req.ip` when the client has gone.
      socket.once("close", () => sockets.delete(socket));
    });
    server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => this.#refuse(error, socket));
    server.setTimeout(this.#limits.writeTimeout, (socket) => {
      // A handler may think, and an event stream may be silent; a client must not leave its answer unread.
      if (this.#inFlight.on(socket) === undefined || socket.writableLength > 0) socket.destroy();
    });
  }

  /** @throws {RangeError} for what is no port. @throws {Error} with a `code` when the port cannot be had. */
  async listen(attach: (server: AnyServer) => unknown, port: number, host: string): Promise<AnyServer> {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new RangeError(
        `app.listen() takes a port from 0 to 65535, not ${String(port)}. A variable of the environment is a string: Number(process.env.PORT).`,
      );
    }
    const server = createServer(this.serverOptions);
    attach(server);
    return new Promise((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) => {
        this.#servers.delete(server);
        const reason = error.code === "EADDRINUSE" ? "Another program uses it" : error.message;
        const told = new Error(`The server cannot listen on port ${port} of ${host}: ${reason}.`, {
          cause: error,
        });
        reject(Object.assign(told, { code: error.code }));
      });
      server.listen(port, host, () => resolve(server));
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers].map(([server, sockets]) => this.#closeOne(server, sockets)));
    this.#servers.clear();
  }

  async #closeOne(server: AnyServer, sockets: Set<Socket>): Promise<void> {
    const allClosed = Promise.all([...sockets].map((socket) => once(socket, "close")));
    await Promise.race([delay(DRAIN), allClosed]);
    const closed = new Promise<void>((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
    });
    const sweep = setInterval(() => this.#closeIdle(server, sockets), DRAIN);
    const limit = setTimeout(() => server.closeAllConnections(), this.#limits.closeTimeout);
    this.#closeIdle(server, sockets);
    await closed;
    clearInterval(sweep);
    clearTimeout(limit);
  }

  /** Closes the connections that have no request, also those that are silent, or stopped within a header. */
  #closeIdle(server: AnyServer, sockets: Set<Socket>): void {
    server.closeIdleConnections();
    for (const socket of sockets) {
      const busy =
        socket.writableEnded || socket.writableLength > 0 || this.#inFlight.on(socket) !== undefined;
      if (!busy) socket.destroy();
    }
  }

  /** Answers for what node:http could not read as a request. */
  #refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    if (socket.writableEnded) return; // It is told already, and what it still sends is thrown away.
    const res = this.#inFlight.on(socket);
    if (error.code === "ECONNRESET" || !socket.writable || res?.headersSent === true) {
      socket.destroy();
      return;
    }
    const [status, title, detail] = REFUSALS[error.code ?? ""] ?? NOT_HTTP;
    const body = JSON.stringify({ title, status, detail });
    socket.write(
      `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    linger(socket, this.#limits.lingerTimeout);
  }
}

type Refusal = readonly [status: number, title: string, detail: string];

const NOT_HTTP: Refusal = [400, "Bad Request", "This is not a request that HTTP/1.1 knows."];
const REFUSALS: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large", "The header of the request is too large."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [
    413,
    "Content Too Large",
    "The chunk extensions of the request are too large.",
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout", "The request did not arrive in time."],
};
