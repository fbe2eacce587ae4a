// Server-sent events: a response that stays open, on which the server speaks when it has something to say.
// The format is in the HTML standard, section 9.2.

import { once } from "node:events";
import type { Request } from "../server/request.ts";
import type { Response } from "../server/response.ts";
import type { Handler } from "../server/types.ts";

export interface EventStream {
  /** The id of the last event that the client got before it lost the connection, or undefined. */
  readonly lastEventId: string | undefined;
  readonly closed: boolean;
  /**
   * Sends an event: a string as it is, any other value as JSON. After the end it does nothing.
   * @throws {TypeError} when the event's name or id has a line break.
   */
  send(data: unknown, options?: { event?: string; id?: string }): void;
  /** Ends the stream. The client comes back after `retry` milliseconds. */
  close(): void;
}

export interface EventsOptions {
  /** How often a comment shows that the stream is alive; milliseconds. Default: 15,000. */
  heartbeat?: number;
  /** When a client that lost the connection comes back; milliseconds. Default: what the client has. */
  retry?: number;
  /** How many bytes a client may leave unread before it is dropped. Default: 1,000,000. */
  maxBuffered?: number;
}

/**
 * A handler that opens an event stream for each request and hands it to `start`. What `start` returns is
 * called, if it is a function, when the stream has ended, whoever ended it; `app.close()` ends all.
 */
export function events(
  start: (stream: EventStream, req: Request) => unknown,
  options: EventsOptions = {},
): Handler {
  const { heartbeat = 15_000, retry, maxBuffered = 1_000_000 } = options;
  return async function events(req, res) {
    res.setHeader("Content-Type", "text/event-stream");
    // no-transform keeps compression from holding events back until it has enough of them.
    res.setHeader("Cache-Control", "no-cache, no-transform");
    if (req.method === "HEAD") return res.end();
    if (res.closed) return undefined; // The client has left: nobody would clean up.
    res.later().flushHeaders();
    const write = (text: string) => {
      if (res.writableEnded || res.destroyed) return;
      res.write(text);
      // The client does not read: it must not fill the server's memory.
      if (res.writableLength > maxBuffered) res.destroy();
    };
    write(retry === undefined ? ": open\n\n" : `retry: ${retry}\n\n`);
    const stream = newStream(req, res, write);
    const beat = setInterval(() => write(": alive\n\n"), heartbeat).unref();
    const { closeSignal } = req.app;
    const close = () => stream.close();
    closeSignal.addEventListener("abort", close, { once: true });
    res.once("close", () => {
      clearInterval(beat);
      closeSignal.removeEventListener("abort", close);
    });
    if (closeSignal.aborted) close();
    const cleanUp = await start(stream, req);
    if (!res.closed) await once(res, "close");
    if (typeof cleanUp === "function") cleanUp();
    return undefined;
  };
}

function newStream(req: Request, res: Response, write: (text: string) => void): EventStream {
  const lastEventId = req.headers["last-event-id"];
  return {
    lastEventId: typeof lastEventId === "string" ? lastEventId : undefined,
    get closed() {
      return res.writableEnded || res.destroyed;
    },
    send: (data, { event, id } = {}) => {
      const text = typeof data === "string" ? data : JSON.stringify(data);
      if (text === undefined)
        throw new TypeError(`stream.send() cannot send ${data}: JSON has no word for it.`);
      const lines = text.split(/\r\n|\r|\n/);
      write(`${field("id", id)}${field("event", event)}${lines.map((line) => `data: ${line}\n`).join("")}\n`);
    },
    close: () => {
      if (!res.writableEnded) res.end();
    },
  };
}

/** @throws {TypeError} for a value that would begin a field of its own. */
function field(name: string, value: string | undefined): string {
  if (value === undefined) return "";
  if (/[\r\n\0]/.test(value))
    throw new TypeError(`An event's ${name} has no line break: ${JSON.stringify(value)}.`);
  return `${name}: ${value}\n`;
}
