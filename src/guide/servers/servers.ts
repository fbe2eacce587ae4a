// All servers that the guide runs, by name: the shop, and of the open lesson the worked example and the exercise.
// They are started, stopped and watched alike, whatever runs them.

import { setTimeout as delay } from "node:timers/promises";
import type { Desk, RunName } from "../../course/desk.ts";
import type { Restart, ServerName, ServerState } from "../live/messages.ts";
import type { TraceBatch } from "../trace/events.ts";
import type { Supervised } from "./supervised.ts";

export interface ServerEvents {
  readonly onState: () => void;
  /** `isAll`: the text is all that is kept, and not only what is new. */
  readonly onOutput: (server: ServerName, text: string, isAll: boolean) => void;
  readonly onTrace: (server: ServerName, batch: TraceBatch) => void;
  /** It has ended without being asked to, or its plug was pulled; all that it has told has come. */
  readonly onRestart: (server: ServerName, restart: Restart) => void;
}

const TRACER = new URL("../child/tracer.ts", import.meta.url);
const RUNS: readonly RunName[] = ["example", "exercise"];
/** How long a request that a page sends waits for the tracer; milliseconds. */
const WATCH_LIMIT = 2_000;
export const SERVER_NAMES: readonly ServerName[] = ["shop", "example", "exercise"];

export class Servers {
  readonly #desk: Desk;
  readonly #shop: Supervised | undefined;
  #toldStates = "";

  constructor(desk: Desk, shop: Supervised | undefined, events: ServerEvents) {
    this.#desk = desk;
    this.#shop = shop;
    // Each line that a run prints is a change of it, and few of them change its state.
    const tellStates = () => {
      const states = JSON.stringify(this.states);
      if (states === this.#toldStates) return;
      this.#toldStates = states;
      events.onState();
    };
    shop?.onState(tellStates);
    let restarts = shop?.state.restarts ?? 0;
    shop?.onState((state) => {
      if (state.restarts === restarts) return;
      restarts = state.restarts;
      events.onRestart("shop", { at: Date.now(), reason: state.reason ?? "" });
    });
    shop?.onOutput((text) => events.onOutput("shop", text, false));
    shop?.onTrace((batch) => events.onTrace("shop", batch));
    desk.trace({ tracer: TRACER, onTrace: (name, batch) => events.onTrace(name, batch as TraceBatch) });
    desk.onChange((event) => {
      if (event !== "run" && event !== "lesson") return;
      tellStates();
      for (const name of RUNS) events.onOutput(name, this.output(name), true);
    });
  }

  get states(): ServerState[] {
    return SERVER_NAMES.map((name) => this.state(name));
  }

  state(name: ServerName): ServerState {
    return name === "shop" ? { ...(this.#shop?.state ?? { status: "absent" }), name } : this.#runState(name);
  }

  /** What it has printed last. */
  output(name: ServerName): string {
    if (name === "shop") return this.#shop?.output ?? "";
    return (
      this.#desk
        .run(name)
        ?.state.output.map((line) => `${line}\n`)
        .join("") ?? ""
    );
  }

  /** Does nothing when it runs already. Resolves when it listens, or when it is clear that it will not. */
  async start(name: ServerName): Promise<void> {
    if (name === "shop") {
      await this.#shop?.start();
      return;
    }
    await this.#desk.start(name);
    await this.#settled(name);
  }

  async stop(name: ServerName): Promise<void> {
    if (name === "shop") await this.#shop?.stop();
    else await this.#desk.stop(name);
  }

  async restart(name: ServerName): Promise<void> {
    if (name === "shop") {
      await this.#shop?.restart();
      return;
    }
    await this.#desk.stop(name);
    await this.start(name);
  }

  /** Whether a page looks at its requests. */
  watch(name: ServerName, isWatched: boolean): void {
    if (name === "shop") this.#shop?.watch(isWatched);
    else this.#desk.watch(name, isWatched);
  }

  /** Resolves when a run listens, or does not start, or was stopped meanwhile. */
  #settled(name: RunName): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.state(name).status === "starting") return;
        end();
        resolve();
      };
      const end = this.#desk.onChange(look);
      look();
    });
  }

  /** Resolves when what is sent now will be on the map, if somebody looks at it; in any case after a moment. */
  async watched(name: ServerName): Promise<void> {
    const isTold = name === "shop" ? this.#shop?.watched() : this.#desk.run(name)?.watched();
    await Promise.race([isTold, delay(WATCH_LIMIT, undefined, { ref: false })]);
  }

  #runState(name: RunName): ServerState {
    const { open, course } = this.#desk;
    if (open === undefined) return { name, status: "absent" };
    const file = course.workspace.shown(
      course.workspace.file(open.folder, name === "example" ? "server.ts" : "exercise.ts"),
    );
    const run = this.#desk.run(name);
    if (run === undefined) return { name, status: "stopped", file };
    const { port, failure } = run.state;
    if (failure !== undefined) return { name, status: "crashed", file, reason: inOneSentence(failure) };
    return { name, status: port === undefined ? "starting" : "listening", port, file };
  }
}

function inOneSentence({
  got,
  why,
  tip,
}: {
  got: string;
  why?: string | undefined;
  tip?: string | undefined;
}): string {
  const parts = [why ?? `${got}.`, tip && `${tip.charAt(0).toUpperCase()}${tip.slice(1)}.`];
  return parts.filter((part) => part !== undefined).join(" ");
}
