// Runs a file of the student's, their copy of the worked example or their exercise, and runs it anew when it is saved.

import type { Failure } from "./check-lesson.ts";
import { asCommand } from "./client.ts";
import { explainStart } from "./explain-start.ts";
import { freePort, isFree, portNear, USUAL_PORT } from "./ports.ts";
import type { PromisedExchange } from "./readme.ts";
import { ServerProcess, type Start } from "./server-process.ts";
import { Watch } from "./watch.ts";

/** So many of the probe's messages are kept: a crash is the last of them. */
const KEPT_MESSAGES = 100;

export interface ExampleEvents {
  readonly onListening: (port: number) => void;
  /** It did not start, or has ended by itself. The example waits for the next save. */
  readonly onFailure: (failure: Failure) => void;
  readonly onOutput: (text: string) => void;
  /** The file or one of its parts: it starts again. */
  readonly onSave: (file: string) => void;
  readonly onGone: () => void;
}

export interface ExampleOptions {
  /** What it is put together of: it starts again when one of them is saved. */
  readonly parts?: readonly string[];
  /** Where it should listen; another port is taken when this one is. */
  readonly wantedPort?: number;
  /** Whether the file exports its listener, and does not listen itself. */
  readonly listener?: boolean;
  /** A module that is loaded before the file, and tells of its requests when it is watched. */
  readonly tracer?: URL | undefined;
  readonly onTrace?: (batch: unknown) => void;
}

export class Example {
  readonly #file: string;
  readonly #events: ExampleEvents;
  readonly #watches: readonly Watch[];
  #server: ServerProcess | undefined;
  /** Loaded ahead, so that a restart takes no time that one notices. */
  #next: ServerProcess;
  readonly #options: ExampleOptions;
  #isWatched = false;
  #port = 0;
  #hasEnded = false;
  /** Starts follow one another: two quick saves must not meet on one port. */
  #starting: Promise<void>;

  constructor(file: string, events: ExampleEvents, options: ExampleOptions = {}) {
    const { wantedPort = USUAL_PORT, parts = [] } = options;
    this.#file = file;
    this.#events = events;
    this.#options = options;
    this.#next = this.#prepare();
    const onSave = (saved: string) => {
      events.onSave(saved);
      this.#starting = this.#starting.then(() => this.#start());
    };
    this.#watches = [
      new Watch(file, { onSave: () => onSave(file), onGone: events.onGone }),
      ...parts.map((part) => new Watch(part, { onSave: () => onSave(part) })),
    ];
    this.#starting = portNear(wantedPort).then((port) => {
      this.#port = port;
      return this.#start();
    });
  }

  /** Says whether anybody looks at its requests: only then its tracer tells of them. Also after a save. */
  watch(on: boolean): void {
    this.#isWatched = on;
    for (const server of [this.#server, this.#next]) server?.send({ type: "watch", on });
  }

  /** Resolves when its tracer tells of the requests from now on; at once when nobody looks. */
  async watched(): Promise<void> {
    if (this.#isWatched) await this.#server?.watching;
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    for (const watch of this.#watches) watch.end();
    await Promise.all([this.#server?.end(), this.#next.end()]);
    await this.#starting;
    await this.#server?.end();
  }

  async #start(): Promise<void> {
    const old = this.#server;
    this.#server = undefined;
    await old?.end();
    if (this.#hasEnded) return;
    const server = this.#next.exited ? this.#prepare() : this.#next;
    this.#next = this.#prepare();
    this.#server = server;
    // What it prints meanwhile is shown after the address, in whatever order the two arrive.
    let early = "";
    server.onOutput = (text) => {
      early += text;
    };
    const start = await server.load(this.#file, {
      listener: this.#options.listener ?? false,
      port: this.#port,
    });
    const isTaken = await this.#isTakenMeanwhile(server, start);
    if (this.#hasEnded) return;
    if (isTaken) {
      this.#port = await freePort();
      return this.#start();
    }
    if (start.kind === "wrong-port")
      this.#events.onListening(start.port); // A student may do that here.
    else if (start.kind === "listening") this.#events.onListening(server.port);
    this.#events.onOutput(early);
    server.onOutput = this.#events.onOutput;
    if (start.kind !== "wrong-port" && start.kind !== "listening") {
      this.#events.onFailure(explainStart(start, server.output));
      return;
    }
    void server.ended.then(() => {
      if (this.#server === server && !this.#hasEnded) this.#events.onFailure(stopped(server));
    });
  }

  /** Between the look for a free port and the start, another program has taken it: perhaps the other run. */
  async #isTakenMeanwhile(server: ServerProcess, start: Start): Promise<boolean> {
    if (start.kind !== "load-failed" || start.code !== "EADDRINUSE") return false;
    await server.end(); // Else it could be this one itself that has it.
    return !(await isFree(this.#port));
  }

  /** Starts a process that waits for the file. */
  #prepare(): ServerProcess {
    const { tracer, onTrace = () => {} } = this.#options;
    const server = new ServerProcess({ preload: tracer, keptMessages: KEPT_MESSAGES });
    server.onTrace = onTrace;
    if (this.#isWatched) server.send({ type: "watch", on: true }); // Ahead, so that no request is missed.
    return server;
  }
}

/**
 * The first requests of a lesson that fit into a line, as commands for this port. Where one is too long, those after
 * it that change something are left out: they may need what it has made.
 */
export function commandsToTry(exchanges: readonly PromisedExchange[], port: number, count = 3): string[] {
  const commands = exchanges.map(({ request, headers, body }) => {
    const [method = "GET", path = "/"] = request.split(" ");
    const url = `http://localhost:${port}${path}`;
    const text = asCommand(method, url, headers, body === undefined ? {} : { body });
    return {
      text,
      isSafe: method === "GET" || method === "HEAD",
      fits: text.length <= 76 && !text.includes('..."'),
    };
  });
  const firstLong = commands.findIndex(({ fits }) => !fits);
  return commands
    .filter(({ fits, isSafe }, i) => fits && (isSafe || firstLong === -1 || i < firstLong))
    .slice(0, count)
    .map(({ text }) => text);
}

function stopped(server: ServerProcess): Failure {
  const crash = server.messages.find((message) => message.type === "crash");
  const place = crash?.type === "crash" ? crash.place : undefined;
  return {
    got: "a server that listened, and then stopped",
    wanted: "a server that runs until it is stopped",
    why:
      crash?.type === "crash"
        ? `${crash.name}: ${crash.message}${place === undefined ? "" : ` at ${place}`}. Nobody caught that.`
        : "the program ended by itself.",
    tip: `${place === undefined ? "mend it" : `look at ${place}`}, and save: it starts again`,
  };
}
