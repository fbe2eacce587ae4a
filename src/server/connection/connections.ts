// The servers of an app and their connections: how they begin, what a slow client may do, how they end.

import type { RequestListener, Server, ServerOptions } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { InFlight } from "../guard/in-flight.ts";
import { fromPlace, type Place } from "../guard/places.ts";
import type { Limits } from "../limits.ts";
import { Request } from "../request.ts";
import { Response } from "../response.ts";
import { linger } from "./linger.ts";

// biome-ignore lint/suspicious/noExplicitAny: http and https, with the kit's own request and response.
export type AnyServer = Server<any, any>;

/** How long busy clients get to hear `Connection: close` before the door shuts; milliseconds. */
const DRAIN = 100;
/** How often `close` looks whether a connection has become idle; milliseconds. */
const LOOK = 10;
/** How much longer node:http waits for a request than the kit does, which answers it better; milliseconds. */
const BACKSTOP = 5_000;

export class Connections {
  readonly serverOptions: ServerOptions<typeof Request, typeof Response>;
  readonly #limits: Limits;
  readonly #inFlight: InFlight;
  readonly #servers = new Map<AnyServer, Set<Socket>>();
  #closed: Promise<void> | undefined;

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

  attach(server: AnyServer, handle: RequestListener): void {
    const sockets = new Set<Socket>();
    this.#servers.set(server, sockets);
    server.maxHeadersCount = 0; // Node would drop lines silently; refuse.ts counts them.
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      void socket.remoteAddress; // Read now, Node keeps it for `req.ip` when the client has gone.
      socket.once("close", () => sockets.delete(socket));
    });
    server.on("request", handle);
    server.on("checkExpectation", handle); // refuse.ts answers 417.
    server.once("close", () => this.#servers.delete(server));
    server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => this.#refuse(error, socket));
    server.setTimeout(this.#limits.writeTimeout, (socket) => {
      // A handler may think, and an event stream may be silent; a client must not leave its answer unread.
      if (this.#inFlight.on(socket) === undefined || socket.writableLength > 0) socket.destroy();
    });
  }

  /**
   * Starts a server. `place` is where the caller stands, for the error.
   * @throws {RangeError} for what is no port. @throws {TypeError} for what is no host.
   * @throws {Error} with a `code` when the port cannot be had.
   */
  async listen(server: AnyServer, port: number, host: string, place: Place): Promise<AnyServer> {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw fromPlace(
        place,
        new RangeError(
          `app.listen() takes a port from 0 to 65535, not ${String(port)}. A variable of the environment is a string: Number(process.env.PORT).`,
        ),
      );
    }
    if (typeof host !== "string") {
      const hint = "Write: await app.listen(3000); and what comes after it below.";
      throw fromPlace(
        place,
        new TypeError(`app.listen() takes a host as text, not a ${typeof host}. ${hint}`),
      );
    }
    return new Promise((resolve, reject) => {
      const onError = (error: NodeJS.ErrnoException) => {
        this.#servers.delete(server);
        const reason =
          error.code === "EADDRINUSE"
            ? `it is taken. Stop the server that uses it, or take another port: app.listen(${port + 1})`
            : error.message;
        const told = new Error(`The server cannot listen on port ${port} of ${host}: ${reason}.`);
        reject(fromPlace(place, Object.assign(told, { code: error.code })));
      };
      server.once("error", onError);
      server.listen(port, host, () => {
        server.off("error", onError);
        resolve(server);
      });
    });
  }

  /** Resolves when all connections are closed, also for whoever calls it again. */
  close(): Promise<void> {
    const servers = [...this.#servers];
    this.#closed ??= Promise.all(servers.map(([server, sockets]) => this.#closeOne(server, sockets))).then(
      () => {},
    );
    return this.#closed;
  }

  async #closeOne(server: AnyServer, sockets: Set<Socket>): Promise<void> {
    const deadline = performance.now() + this.#limits.closeTimeout;
    const drained = performance.now() + DRAIN;
    while (sockets.size > 0 && performance.now() < drained) await delay(LOOK);
    server.close();
    while (sockets.size > 0) {
      this.#closeIdle(sockets, performance.now() > deadline);
      await delay(LOOK);
    }
  }

  /** Closes the connections that have no request, also those that are silent, or stopped within a header. */
  #closeIdle(sockets: Set<Socket>, all: boolean): void {
    const busy = this.#inFlight.sockets();
    for (const socket of sockets) {
      const waits = socket.writableEnded || socket.writableLength > 0 || busy.has(socket);
      if (all || !waits) socket.destroy();
    }
  }

  /** Answers for what node:http could not read as a request. */
  #refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    if (socket.writableEnded) return; // It is told already, and what it still sends is thrown away.
    const res = this.#inFlight.on(socket);
    if (res?.req.complete && !res.headersSent) {
      res.shouldKeepAlive = false; // What came behind this request is broken; the request is not.
      return;
    }
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
