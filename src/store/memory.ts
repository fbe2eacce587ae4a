// The engine that keeps records in memory only: gone with the process.

import type { Engine, Read, Shape, Write } from "./engine.ts";
import type { Query, Test } from "./query.ts";
import { Tables } from "./tables.ts";
import type { Row } from "./values.ts";

export class MemoryEngine implements Engine {
  readonly #tables = new Tables();

  define(collection: string, shape: Shape): void {
    this.#tables.define(collection, shape);
  }

  async get(collection: string, id: string): Promise<Row | undefined> {
    return this.#tables.get(collection, id);
  }

  async find(collection: string, query: Query): Promise<Row[]> {
    return this.#tables.find(collection, query);
  }

  async count(collection: string, where: readonly Test[]): Promise<number> {
    return this.#tables.count(collection, where);
  }

  async commit(reads: readonly Read[], writes: readonly Write[]): Promise<(Row | undefined)[]> {
    return this.#tables.attempt(reads, writes).results;
  }

  async close(): Promise<void> {}
}
