// A process that is started ahead of time: while the student types, Node and tsx are loaded already.

import { ServerProcess } from "./server-process.ts";

export class Spare {
  #next: ServerProcess | undefined;

  /** Starts one, unless there is one. */
  prepare(): void {
    this.#next ??= new ServerProcess();
  }

  /** The one that was prepared, or a new one. */
  take(): ServerProcess {
    const taken = this.#next?.exited === false ? this.#next : new ServerProcess();
    this.#next = undefined;
    return taken;
  }

  async end(): Promise<void> {
    await this.#next?.end();
    this.#next = undefined;
  }
}
