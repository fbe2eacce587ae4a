// A second process of the file that is checked, beside the first one, for the lesson in which a server is not alone.

import { setTimeout as delay } from "node:timers/promises";
import type { Another } from "./checks.ts";
import type { ProbeMessage } from "./child/messages.ts";
import { Client } from "./client.ts";
import type { LoadOptions, ServerProcess, Start } from "./server-process.ts";
import type { Spare } from "./spare.ts";

interface Twin {
  readonly server: ServerProcess;
  readonly client: Client;
}

/** At most one at a time. It stays for the checks that come: a start takes time. */
export class Twins {
  #twin: Twin | undefined;

  /** What the one that runs has told. */
  get messages(): readonly ProbeMessage[] {
    return this.#twin?.server.messages ?? [];
  }

  /** The one that runs, or a new one; or what prevents its start. */
  async get(
    spare: Spare,
    file: string,
    options: LoadOptions,
  ): Promise<Another | Exclude<Start, { kind: "listening" }>> {
    await this.tidy();
    if (this.#twin === undefined) {
      const server = spare.take();
      const start = await server.load(file, options);
      if (start.kind !== "listening") {
        await server.end();
        return start;
      }
      this.#twin = { server, client: new Client(server.port) };
    }
    return handleOf(this.#twin, () => this.end());
  }

  /** Forgets one that has ended: what it said belongs to the check before. */
  async tidy(): Promise<void> {
    if (this.#twin?.server.exited) await this.end();
  }

  async end(): Promise<void> {
    const twin = this.#twin;
    this.#twin = undefined;
    await twin?.client.close();
    await twin?.server.end();
  }
}

/** What a check can do with it. */
function handleOf({ server, client }: Twin, kill: () => Promise<void>): Another {
  return {
    port: server.port,
    ask: client.ask,
    kill,
    stop: async (limit) => {
      server.terminate();
      await Promise.race([server.ended, delay(limit, undefined, { ref: false })]);
      return server.exited;
    },
  };
}
