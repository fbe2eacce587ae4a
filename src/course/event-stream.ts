// Listens to server-sent events for a check: takes a stream apart as a browser does (HTML standard, section 9.2), and
// waits for each event with a limit in time.

import type { Readable } from "node:stream";
import { Miss, Reply } from "./reply.ts";

export interface ServerEvent {
  /** "" as long as the server has given none. */
  readonly id: string;
  /** "message" where the server gives no name. */
  readonly event: string;
  readonly data: string;
}

/** How long an event may take; milliseconds. */
const EVENT_LIMIT = 1_000;

export class EventStream {
  /** Status and header, and what had come of the body when it was asked for. */
  get reply(): Reply {
    return new Reply(this.#head.status, this.#head.headers, Buffer.concat(this.#pieces), this.#head.sent);
  }

  readonly #head: Reply;
  readonly #body: Readable;
  readonly #pieces: Buffer[] = [];
  readonly #events: ServerEvent[] = [];
  #ended = false;
  #heard: () => void = () => {};

  constructor(head: Reply, body: Readable) {
    this.#head = head;
    this.#body = body;
    const read = eventReader((event) => this.#events.push(event));
    body.on("data", (piece: Buffer) => {
      this.#pieces.push(piece);
      read(piece);
      this.#heard();
    });
    for (const end of ["end", "error", "close"]) {
      body.on(end, () => {
        this.#ended = true;
        this.#heard();
      });
    }
  }

  /** The next event. @throws {Miss} when none comes in time, or the response has ended */
  async next(limit = EVENT_LIMIT): Promise<ServerEvent> {
    const deadline = performance.now() + limit;
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) return event;
      if (this.#ended) throw new Miss("a response that stays open, and an event on it", this.reply);
      const left = deadline - performance.now();
      if (left <= 0) throw new Miss(`an event within ${limit / 1000} seconds`, this.reply);
      await this.#change(left);
    }
  }

  /** Leaves, as a browser does when its page is closed. */
  close(): void {
    this.#body.on("error", () => {});
    this.#body.destroy();
  }

  /** Resolves when something has come, or after this time. */
  async #change(limit: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#heard = resolve;
      timer = setTimeout(resolve, limit);
    });
    clearTimeout(timer);
  }
}

/** A function that is given bytes as they come, and tells each whole event. */
function eventReader(tell: (event: ServerEvent) => void): (piece: Buffer) => void {
  const decoder = new TextDecoder(); // Also drops a byte order mark.
  let rest = "";
  let id = "";
  let event = "";
  let data: string[] = [];
  const readLine = (line: string) => {
    if (line === "") {
      if (data.length > 0) tell({ id, event: event === "" ? "message" : event, data: data.join("\n") });
      event = "";
      data = [];
      return;
    }
    const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name === "event") event = value;
    else if (name === "id" && !value.includes("\0")) id = value;
  };
  return (piece) => {
    // A "\r" at the end may be one half of "\r\n": it waits for what follows.
    const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) readLine(line);
  };
}
