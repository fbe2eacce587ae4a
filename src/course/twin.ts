// A second process of the file that is checked, beside the first one, for the lesson in which a server is not alone.

import { setTimeout as delay } from "node:timers/promises";
import type { Another } from "./checks.ts";
import type { ProbeMessage } from "./child/messages.ts";
import { Client } from "./client.ts";
import type { LoadOptions, ServerProcess, Start } from "./server-process.ts";

export class Twin {
  readonly #server: ServerProcess;
  readonly #client: Client;

  private constructor(server: ServerProcess) {
    this.#server = server;
    this.#client = new Client(server.port);
  }

  /** Resolves with what prevents its start instead, if something does. */
  static async start(server: ServerProcess, file: string, options: LoadOptions): Promise<Twin | Start> {
    const start = await server.load(file, options);
    return start.kind === "listening" ? new Twin(server) : start;
  }

  get hasEnded(): boolean {
    return this.#server.exited;
  }

  get messages(): readonly ProbeMessage[] {
    return this.#server.messages;
  }

  get output(): string {
    return this.#server.output;
  }

  /** What a check can do with it. */
  get handle(): Another {
    return {
      port: this.#server.port,
      ask: this.#client.ask,
      kill: () => this.end(),
      stop: async (limit) => {
        this.#server.terminate();
        await Promise.race([this.#server.ended, delay(limit, undefined, { ref: false })]);
        return this.#server.exited;
      },
    };
  }

  async end(): Promise<void> {
    await this.#client.close();
    await this.#server.end();
  }
}
