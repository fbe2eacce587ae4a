// One run of a student's server, in a process of its own: started, watched, asked whether it still lives, and
// always ended, with all that it has started.

import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { OpenRequest, ProbeMessage, RunnerMessage, TracerMessage } from "./child/messages.ts";
import { freePort } from "./ports.ts";

const MAIN = fileURLToPath(new URL("./child/main.ts", import.meta.url));
/** How long a file may take until its server listens; milliseconds. */
const START_LIMIT = 4_000;
/** So long it may still be loading, with all that it imports. Generous: the laptop may be old and busy. */
const LOADING_LIMIT = 15_000;
/** How long the event loop may be blocked before that is called a fault; milliseconds. */
const BLOCKED_LIMIT = 2_000;
/** How long after its end its last words may take to arrive; milliseconds. */
const LAST_WORDS = 500;
/** Of what it prints, so much is kept; characters. */
const KEPT_OUTPUT = 20_000;

export interface ServerProcessOptions {
  /** A module that is loaded before the file, such as a tracer. It can be told something with `send`. */
  readonly preload?: URL | undefined;
  /** How many of its messages are kept: for a server that runs for long. All of them unless given. */
  readonly keptMessages?: number | undefined;
}

export interface LoadOptions {
  /** Whether the file exports its listener, and does not listen itself. */
  readonly listener: boolean;
  /** The folder in which it runs; the runner's unless given. */
  readonly cwd?: string | undefined;
  /** Any free one without it. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may take until it listens; milliseconds. */
  readonly limit?: number;
}

/** What became of the start. Only "listening" can be asked anything. */
export type Start =
  | { readonly kind: "listening" }
  | { readonly kind: "wrong-port"; readonly port: number }
  | { readonly kind: "not-listening" }
  | { readonly kind: "blocked" }
  | { readonly kind: "exited"; readonly code: number | null }
  | {
      readonly kind: "load-failed";
      readonly name: string;
      readonly code?: string | undefined;
      readonly message: string;
      readonly place: string | undefined;
    }
  | { readonly kind: "no-listener"; readonly exported: readonly string[] };

export type Crash = Extract<ProbeMessage, { type: "crash" }>;
export type Caught = Extract<ProbeMessage, { type: "caught" }>;
export type Again = Extract<ProbeMessage, { type: "again" }>;
export type Answered = Extract<ProbeMessage, { type: "answered" }>;

/** How the server is after a check. */
export interface Pulse {
  readonly state: "alive" | "blocked" | "exited";
  readonly open: readonly OpenRequest[];
}

export class ServerProcess {
  /** What the probe has told. */
  readonly messages: ProbeMessage[] = [];
  /** What it has printed last, both streams in one. */
  output = "";
  /** How many characters it has printed in all. */
  printed = 0;
  port = 0;
  /** It has ended, and all that it said has arrived. */
  exited = false;
  /** Called with what it prints, when it prints it. */
  onOutput: (text: string) => void = () => {};
  /** Called with what a preloaded tracer tells of the requests. */
  onTrace: (batch: unknown) => void = () => {};
  readonly #keptMessages: number;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  /** Resolves when the preloaded module has said that it tells of the requests from now on. */
  readonly watching: Promise<void>;
  #tellWatching: () => void = () => {};
  #heard: () => void = () => {};
  #asked = 0;

  /** Starts Node and waits there: the file comes with `load`. */
  constructor({ preload, keptMessages = Number.POSITIVE_INFINITY }: ServerProcessOptions = {}) {
    this.#keptMessages = keptMessages;
    this.#child = fork(MAIN, [String(process.pid)], {
      execArgv: preload === undefined ? process.execArgv : [...process.execArgv, "--import", preload.href],
      stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
      detached: process.platform !== "win32", // A process group of its own, so that its children end with it.
      env: { ...process.env, FORCE_COLOR: "0", NODE_ENV: "development" },
    });
    running.add(this);
    this.watching = new Promise((resolve) => {
      this.#tellWatching = resolve;
    });
    // "close" comes when all that it said has arrived; a grandchild that holds its output open must not delay us.
    const exited = once(this.#child, "exit").then(() => delay(LAST_WORDS, undefined, { ref: false }));
    this.#ended = Promise.race([once(this.#child, "close"), exited]).then(() => {
      this.exited = true;
      this.#heard();
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.#keep(text));
    }
    createInterface(this.#child.stdio[4] as Readable).on("line", (line) => this.#hear(JSON.parse(line)));
    this.#child.on("message", (message: ProbeMessage | TracerMessage) => this.#hear(message));
    this.#child.on("error", () => this.#heard());
  }

  /** Loads a file and resolves when its server listens, or when it is clear that it will not. */
  async load(file: string, options: LoadOptions): Promise<Start> {
    const { listener, cwd, port = await freePort(), env = {}, limit = START_LIMIT } = options;
    this.port = port;
    this.send({ type: "load", file, listener, cwd, env: { ...env, PORT: String(port) } });
    const begun = performance.now();
    let deadline = begun + limit;
    for (;;) {
      const start = this.#start();
      if (start !== undefined) return start;
      if (performance.now() > deadline) {
        const { state } = await this.settle();
        if (state === "blocked") return { kind: "blocked" };
        const isLoaded = this.messages.some(({ type }) => type === "loaded");
        if (isLoaded || deadline >= begun + LOADING_LIMIT) return this.#start() ?? { kind: "not-listening" };
        deadline = Math.min(performance.now() + START_LIMIT, begun + LOADING_LIMIT);
      }
      await this.#next(deadline);
    }
  }

  /** Waits until what is due in the server has run, so that a late crash is seen before the next request is sent. */
  async settle(): Promise<Pulse> {
    if (this.exited) return { state: "exited", open: [] };
    this.#asked += 1;
    const ask = this.#asked;
    this.send({ type: "settle", ask });
    const deadline = performance.now() + BLOCKED_LIMIT;
    for (;;) {
      const answer = this.messages.find((message) => message.type === "settled" && message.ask === ask);
      if (answer?.type === "settled") return { state: "alive", open: answer.open };
      if (this.exited) return { state: "exited", open: [] };
      if (performance.now() > deadline) return { state: "blocked", open: [] };
      await this.#next(deadline);
    }
  }

  /** To a preloaded module. */
  send(message: RunnerMessage | object): void {
    if (this.#child.connected) this.#child.send(message, () => {}); // It may end meanwhile; `exit` tells.
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves when it has ended, for whatever reason. */
  get ended(): Promise<unknown> {
    return this.#ended;
  }

  /** Ends it and all that it has started. Resolves when it is gone. */
  async end(): Promise<void> {
    this.kill();
    await this.#ended;
    running.delete(this);
  }

  /** Asks it to stop, as whoever runs a server does. On Windows there is no such thing: it ends at once. */
  terminate(): void {
    this.#child.kill("SIGTERM");
  }

  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (process.platform === "win32") {
      execFile("taskkill", ["/pid", String(pid), "/T", "/F"], () => {});
      return;
    }
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      this.#child.kill("SIGKILL"); // The group is gone, or was never made.
    }
  }

  #start(): Start | undefined {
    for (const message of this.messages) {
      if (message.type === "load-failed") return { ...message, kind: "load-failed" };
      if (message.type === "no-listener") return { kind: "no-listener", exported: message.exported };
      if (message.type === "crash") return { ...message, kind: "load-failed" };
      if (message.type === "listening") {
        return message.port === this.port
          ? { kind: "listening" }
          : { kind: "wrong-port", port: message.port };
      }
    }
    return this.exited ? { kind: "exited", code: this.#child.exitCode } : undefined;
  }

  #hear(message: ProbeMessage | TracerMessage): void {
    if (message.type === "trace") {
      this.onTrace(message.batch);
    } else if (message.type === "watching") {
      if (message.on) this.#tellWatching();
    } else {
      this.messages.push(message);
      if (this.messages.length > this.#keptMessages) this.messages.shift();
      this.#heard();
    }
  }

  #keep(text: string): void {
    this.printed += text.length;
    this.output = (this.output + text).slice(-KEPT_OUTPUT);
    this.onOutput(text);
  }

  /** Resolves when something has happened, or at the deadline. */
  async #next(deadline: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#heard = resolve;
      timer = setTimeout(resolve, Math.max(1, deadline - performance.now()));
    });
    clearTimeout(timer);
  }
}

/** A server whose runner is stopped must not live on. (An `exit` listener may do nothing that takes time.) */
const running = new Set<ServerProcess>();
process.on("exit", () => {
  for (const server of running) server.kill();
});
