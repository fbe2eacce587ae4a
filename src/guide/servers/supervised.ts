// A traced server in a process of its own: started, stopped, and started again after a crash.

import type { ChildProcess } from "node:child_process";
import type { ChildMessage } from "../child/messages.ts";
import type { TraceBatch } from "../trace/events.ts";
import { describeEnd } from "./ends.ts";
import { type Exit, Life } from "./life.ts";
import { Tail } from "./tail.ts";

/** Of what it prints, so much is kept; characters. */
const KEPT_OUTPUT = 20_000;
/**
 * A server that ends sooner than this after it began to listen has crashed quickly; milliseconds. So has one that never
 * listened, however long that took: on a busy machine a start can take longer than this.
 */
const QUICK = 5_000;
/** So many quick crashes one after the other, and it is not started again. */
const MOST_CRASHES = 3;

export interface SupervisedOptions {
  /** "shop" */
  readonly name: string;
  /** What runs in the process. It tells the port with `process.send({ type: "listening", port })`, and ends at SIGTERM. */
  readonly program: URL;
  /** Its arguments. `port` is where it listened last, so that it can listen there again; undefined at first. */
  readonly args?: (port: number | undefined) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Its first process, if it was started ahead: as life.ts does it, with the arguments for no port. */
  readonly ahead?: ChildProcess;
}

export interface ServerState {
  /** "crashed": it is not started again, and `reason` says why. */
  readonly status: "stopped" | "starting" | "listening" | "crashed";
  readonly pid: number | undefined;
  /** Where it listens; undefined when it does not. */
  readonly port: number | undefined;
  /** How often it was started again, for whatever reason. */
  readonly restarts: number;
  /** Why it has crashed, was started again last, or was stopped by somebody else: a sentence. */
  readonly reason: string | undefined;
}

export type OutputListener = (text: string, stream: "stdout" | "stderr") => void;

export class Supervised {
  readonly name: string;
  state: ServerState = {
    status: "stopped",
    pid: undefined,
    port: undefined,
    restarts: 0,
    reason: undefined,
  };
  readonly #output = new Tail(KEPT_OUTPUT);
  readonly #options: SupervisedOptions;
  readonly #stateListeners = new Set<(state: ServerState) => void>();
  readonly #outputListeners = new Set<OutputListener>();
  readonly #traceListeners = new Set<(batch: TraceBatch) => void>();
  readonly #messageListeners = new Set<(message: object) => void>();
  #life: Life | undefined;
  /** Whether it should run. What is there and what is wanted meet when a life ends. */
  #isWanted = false;
  #isWatched = false;
  /** Whether the process that runs has said that it tells of its requests. */
  #isTelling = false;
  #lastPort: number | undefined;
  #quickCrashes = 0;
  #ahead: ChildProcess | undefined;

  constructor(options: SupervisedOptions) {
    this.name = options.name;
    this.#options = options;
    this.#ahead = options.ahead;
  }

  /** What it has printed last, both streams in one. */
  get output(): string {
    return this.#output.toString();
  }

  /** Resolves when it listens, or when it is clear that it will not. */
  start(): Promise<ServerState> {
    this.#isWanted = true;
    if (this.#life === undefined) {
      this.#quickCrashes = 0;
      this.state = { ...this.state, reason: undefined };
      this.#begin();
    }
    return this.#settled();
  }

  /** Lets it finish what it is answering. Resolves when it is gone, with its exit code; null when it had to be killed. */
  async stop(): Promise<number | null> {
    this.#isWanted = false;
    const life = this.#life;
    if (life === undefined) {
      this.#change({ status: "stopped", reason: undefined });
      return 0;
    }
    life.stop();
    const { code } = await life.gone;
    await this.#settled();
    return code;
  }

  /** Stops it, and starts it on the same port. Resolves as `start` does. */
  restart(): Promise<ServerState> {
    if (this.#life === undefined) return this.start();
    this.#isWanted = true;
    this.#life.stop();
    return this.#settled();
  }

  /** Ends it at once, as a power cut does, and starts it again. Resolves as `start` does. */
  pullPlug(): Promise<ServerState> {
    if (this.#life !== undefined) {
      this.#life.cause ??= "plug";
      this.#life.kill();
    }
    return this.#settled();
  }

  /** To the program, which hears it with `process.on("message")`. What it hears while it is not running is lost. */
  send(message: object): void {
    this.#life?.send(message);
  }

  /** Says whether anybody looks at its requests: only then does it tell of them. Also after a restart. */
  watch(on: boolean): void {
    this.#isWatched = on;
    this.send({ type: "watch", on });
  }

  /** Resolves when it tells of its requests from now on, also after a restart; at once when nobody watches. */
  watched(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.#isWatched && this.#life !== undefined && !this.#isTelling) return;
        end();
        resolve();
      };
      const ends = [this.onMessage(look), this.onState(look)];
      const end = () => {
        for (const one of ends) one();
      };
      look();
    });
  }

  // Each of these returns a function that ends the listening.

  onState(listener: (state: ServerState) => void): () => void {
    return listen(this.#stateListeners, listener);
  }

  onOutput(listener: OutputListener): () => void {
    return listen(this.#outputListeners, listener);
  }

  onTrace(listener: (batch: TraceBatch) => void): () => void {
    return listen(this.#traceListeners, listener);
  }

  /** Hears all that the program sends, but for the traces. */
  onMessage(listener: (message: object) => void): () => void {
    return listen(this.#messageListeners, listener);
  }

  #begin(): void {
    const { program, args, env: given = {}, cwd } = this.#options;
    const env = this.#isWatched ? { ...given, ROUNDTRIP_WATCHED: "1" } : given;
    const ahead = this.#ahead?.exitCode === null && this.#ahead.signalCode === null ? this.#ahead : undefined;
    this.#ahead = undefined;
    const life = new Life(
      { file: program, args: args?.(this.#lastPort) ?? [], env, cwd },
      {
        onMessage: (message) => this.#hear(life, message),
        onOutput: (text, stream) => {
          this.#output.add(text);
          for (const listener of this.#outputListeners) listener(text, stream);
        },
      },
      ahead,
    );
    this.#life = life;
    this.#isTelling = false;
    if (this.#isWatched) life.send({ type: "watch", on: true }); // Also to one that was started ahead.
    void life.gone.then((exit) => this.#onGone(life, exit));
    this.#change({ status: "starting", pid: life.pid, port: undefined });
  }

  #hear(life: Life, message: ChildMessage): void {
    if (message.type === "trace") {
      for (const listener of this.#traceListeners) listener(message.batch);
      return;
    }
    if (message.type === "watching") this.#isTelling = message.on;
    for (const listener of this.#messageListeners) listener(message);
    if (message.type === "failed") {
      life.failure = message.reason;
    } else if (message.type === "listening") {
      life.since = performance.now();
      this.#lastPort = message.port;
      if (life.cause === undefined) this.#change({ status: "listening", port: message.port });
    }
  }

  #onGone(life: Life, exit: Exit): void {
    this.#life = undefined;
    const reason = describeEnd(life, exit);
    const isAsked = life.cause !== undefined;
    if (!this.#isWanted) this.#end("stopped", undefined);
    else if (!isAsked && exit.code === 0)
      this.#end("stopped", reason); // Whoever did that wants it to be gone.
    else if (life.failure !== undefined) this.#end("crashed", reason);
    else if (isAsked || this.#mayTryAgain(life)) this.#again(reason);
    else this.#end("crashed", `It has ended ${MOST_CRASHES} times in a row right after its start. ${reason}`);
  }

  #mayTryAgain({ since }: Life): boolean {
    const isQuick = since === undefined || performance.now() - since < QUICK;
    this.#quickCrashes = isQuick ? this.#quickCrashes + 1 : 1;
    return this.#quickCrashes < MOST_CRASHES;
  }

  #again(reason: string): void {
    this.state = { ...this.state, restarts: this.state.restarts + 1, reason };
    this.#begin();
  }

  #end(status: "stopped" | "crashed", reason: string | undefined): void {
    this.#isWanted = false;
    this.#change({ status, pid: undefined, port: undefined, reason });
  }

  /** Resolves when nothing is under way. */
  #settled(): Promise<ServerState> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.state.status === "starting" || this.#life?.cause !== undefined) return;
        end();
        resolve(this.state);
      };
      const end = this.onState(look);
      look();
    });
  }

  #change(part: Partial<ServerState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of [...this.#stateListeners]) listener(this.state);
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
