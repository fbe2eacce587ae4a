// One process of a supervised program, from its start to its end.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ChildMessage, SupervisorMessage } from "../child/messages.ts";

const PRELOAD = new URL("../child/obey.ts", import.meta.url).href;
/** How long it may take to end when it is asked to; milliseconds. More than the kit's `closeTimeout`. */
const STOP_LIMIT = 12_000;
/** How long after its end its last words may take to arrive; milliseconds. */
const LAST_WORDS = 500;
/** Of what it says on stderr, so much is kept to say why it ended; characters. */
const KEPT_ERRORS = 8_000;

export interface Program {
  readonly file: URL;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The folder in which it runs; undefined for the supervisor's. */
  readonly cwd: string | undefined;
}

export interface LifeEvents {
  readonly onMessage: (message: ChildMessage) => void;
  readonly onOutput: (text: string, stream: "stdout" | "stderr") => void;
}

export interface Exit {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class Life {
  /** Since when it listens, on the clock of `performance.now()`; undefined before. */
  since: number | undefined = undefined;
  /** Why it was ended, if it did not end by itself. */
  cause: "stop" | "plug" | undefined = undefined;
  /** What the program said of why it cannot run. */
  failure: string | undefined = undefined;
  /** The end of what it has said on stderr. */
  errors = "";
  /** Resolves when it is gone, and all that it said has arrived. */
  readonly gone: Promise<Exit>;
  readonly #child: ChildProcess;

  /** @param ahead the process, if it was started ahead in the same way */
  constructor(program: Program, events: LifeEvents, ahead?: ChildProcess) {
    const child = ahead ?? begin(program);
    this.#child = child;
    living.add(this);
    this.gone = this.#gone().finally(() => living.delete(this));
    this.#read("stdout", events);
    this.#read("stderr", events);
    child.on("message", (message: ChildMessage) => events.onMessage(message));
    // Its last words before a crash, which the channel of the messages would lose.
    createInterface(child.stdio[4] as Readable).on("line", (line) => events.onMessage(JSON.parse(line)));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(message: SupervisorMessage | object): void {
    if (this.#child.connected) this.#child.send(message, () => {}); // It may end meanwhile; `gone` tells.
  }

  /** Asks it to end, and ends it when it does not. */
  stop(): void {
    this.cause ??= "stop";
    this.send({ type: "stop" });
    const timer = setTimeout(() => this.kill(), STOP_LIMIT);
    void this.gone.then(() => clearTimeout(timer));
  }

  /** Ends it at once, whatever it is doing: as if its plug were pulled. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  #read(stream: "stdout" | "stderr", { onOutput }: LifeEvents): void {
    this.#child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      if (stream === "stderr") this.errors = (this.errors + text).slice(-KEPT_ERRORS);
      onOutput(text, stream);
    });
  }

  async #gone(): Promise<Exit> {
    const child = this.#child;
    const failed = new Promise<void>((resolve) => {
      child.on("error", (error) => {
        if (child.pid !== undefined) return; // A message that did not reach it.
        this.failure = `It cannot be started: ${error.message}`;
        resolve();
      });
    });
    const told = Promise.all([once(child, "close"), once(child, "disconnect")]);
    // A grandchild that holds its output open must not delay us.
    const exited = once(child, "exit").then(() => delay(LAST_WORDS, undefined, { ref: false }));
    await Promise.race([told, exited, failed]);
    return { code: child.exitCode, signal: child.signalCode };
  }
}

function begin({ file, args, env, cwd }: Program): ChildProcess {
  return fork(fileURLToPath(file), args, {
    stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
    execArgv: [...process.execArgv, "--import", PRELOAD],
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
  });
}

/** What is supervised must not live on alone. (An `exit` listener may do nothing that takes time.) */
const living = new Set<Life>();
process.on("exit", () => {
  for (const life of living) life.kill();
});
