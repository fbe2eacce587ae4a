// Runs the worked example of a lesson, the student's copy of it, and runs it anew when it is saved.

import type { Failure } from "./check-lesson.ts";
import { asCommand } from "./client.ts";
import { explainStart } from "./explain-start.ts";
import { portNear } from "./ports.ts";
import type { PromisedExchange } from "./readme.ts";
import { ServerProcess } from "./server-process.ts";
import { Watch } from "./watch.ts";

/** The port that the READMEs name. */
const USUAL_PORT = 3000;

export interface ExampleEvents {
  readonly onListening: (port: number) => void;
  /** It did not start, or has ended by itself. The example waits for the next save. */
  readonly onFailure: (failure: Failure) => void;
  readonly onOutput: (text: string) => void;
  readonly onSave: () => void;
  readonly onGone: () => void;
}

export class Example {
  readonly #file: string;
  readonly #events: ExampleEvents;
  readonly #watch: Watch;
  #server: ServerProcess | undefined;
  /** Loaded ahead, so that a restart takes no time that one notices. */
  #next: ServerProcess;
  #port = 0;
  #hasEnded = false;
  /** Starts follow one another: two quick saves must not meet on one port. */
  #starting: Promise<void>;

  constructor(file: string, events: ExampleEvents, wantedPort = USUAL_PORT) {
    this.#file = file;
    this.#events = events;
    this.#next = new ServerProcess();
    this.#watch = new Watch(file, {
      onSave: () => {
        events.onSave();
        this.#starting = this.#starting.then(() => this.#start());
      },
      onGone: events.onGone,
    });
    this.#starting = portNear(wantedPort).then((port) => {
      this.#port = port;
      return this.#start();
    });
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#watch.end();
    await Promise.all([this.#server?.end(), this.#next.end()]);
    await this.#starting;
    await this.#server?.end();
  }

  async #start(): Promise<void> {
    const old = this.#server;
    this.#server = undefined;
    await old?.end();
    if (this.#hasEnded) return;
    const server = this.#next.exited ? new ServerProcess() : this.#next;
    this.#next = new ServerProcess();
    this.#server = server;
    // What it prints meanwhile is shown after the address, in whatever order the two arrive.
    let early = "";
    server.onOutput = (text) => {
      early += text;
    };
    const start = await server.load(this.#file, { listener: false, port: this.#port });
    if (this.#hasEnded) return;
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
}

/** The first requests of a lesson that fit into a line, as commands for this port. */
export function commandsToTry(exchanges: readonly PromisedExchange[], port: number, count = 3): string[] {
  return exchanges
    .map(({ request, headers, body }) => {
      const [method = "GET", path = "/"] = request.split(" ");
      return asCommand(
        method,
        `http://localhost:${port}${path}`,
        headers,
        body === undefined ? {} : { body },
      );
    })
    .filter((command) => command.length <= 76 && !command.includes('..."'))
    .slice(0, count);
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
