// The store: opened by a URL, which says where the records are kept; it hands out collections and runs
// transactions.

import { fileURLToPath } from "node:url";
import { type BeforeOperation, withBefore } from "./before.ts";
import { Collection, type Session } from "./collection.ts";
import type { Engine, Shape } from "./engine.ts";
import { Conflict, Stale, StoreError } from "./errors.ts";
import { JsonFileEngine, type JsonFileOptions } from "./json-file.ts";
import { MemoryEngine } from "./memory.ts";
import { traced } from "./trace.ts";
import { View } from "./view.ts";

/** How often a transaction's function runs. Each run that was in vain means that another one was committed. */
const MOST_RUNS = 500;

export interface CollectionOptions<T> {
  /** Fields of which no two records may have the same value. */
  readonly unique?: readonly (keyof T & string)[];
  /** Fields by which records are often looked up. */
  readonly index?: readonly (keyof T & string)[];
}

export interface StoreOptions extends JsonFileOptions {
  /** Called ahead of each read and each write: to show what a slow or broken database does. */
  readonly before?: BeforeOperation;
}

/**
 * Opens a store: `memory:`, gone with the process, or `file:data/shop.json`, a file that is made if need be.
 * @throws {StoreError}
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const { before } = options;
  const storeOver = (engine: Engine) => new Store(before === undefined ? engine : withBefore(engine, before));
  if (url === "memory:") return storeOver(new MemoryEngine());
  const path = url.startsWith("file://") ? fileURLToPath(url) : /^file:(.*[^/\\])$/.exec(url)?.[1];
  if (path !== undefined) return storeOver(await JsonFileEngine.open(path, options));
  throw new StoreError(
    "misuse",
    `No store can be opened at ${JSON.stringify(url)}. Give "memory:", or a file such as "file:data/shop.json".`,
  );
}

export class Store {
  readonly #engine: Engine;
  readonly #shapes = new Map<string, Shape>();
  readonly #session: Session;
  #closed: Promise<void> | undefined;

  constructor(engine: Engine) {
    this.#engine = guarded(engine, () => this.#closed !== undefined);
    this.#session = {
      inTransaction: false,
      get: (collection, id) => this.#engine.get(collection, id),
      find: (collection, query) => this.#engine.find(collection, query),
      count: (collection, where) => this.#engine.count(collection, where),
      write: async (write) => (await this.#engine.commit([], [write]))[0],
    };
  }

  /**
   * A collection, which need not exist yet. Its unique fields and indexes are said once, before it is used.
   * @throws {NotUnique} when its records are not as unique as that.
   */
  collection<T extends object>(name: string, options: CollectionOptions<T> = {}): Collection<T> {
    if (typeof name !== "string" || !/^[A-Za-z][\w-]*$/.test(name)) {
      throw new StoreError(
        "misuse",
        `A collection's name is a word such as "products", not ${JSON.stringify(name)}.`,
      );
    }
    const { unique = [], index = [] } = options;
    const shape = { unique: [...unique].sort(), index: [...index].sort() };
    const known = this.#shapes.get(name);
    if (known === undefined || known.unique.length + known.index.length === 0) {
      this.#engine.define(name, shape);
      this.#shapes.set(name, shape);
    } else if (Object.keys(options).length > 0 && JSON.stringify(known) !== JSON.stringify(shape)) {
      throw new StoreError(
        "misuse",
        `The collection "${name}" was opened with ${JSON.stringify(known)} before, and now with ${JSON.stringify(shape)}. ` +
          "Open it once and pass it around.",
      );
    }
    return new Collection<T>(name, this.#session);
  }

  /**
   * Runs a function whose reads and writes count as one step: `view.collection(products)` is the collection
   * inside it. When others change what it has read, it runs again, so it must do nothing else than read and
   * write through its view. When it throws, nothing is written.
   * @throws {Conflict} when it was in vain too often.
   */
  transaction<R>(run: (view: View) => Promise<R>): Promise<R> {
    return traced(
      { name: "transaction", collection: undefined, args: [], inTransaction: false },
      async () => {
        for (let runs = 0; runs < MOST_RUNS; runs++) {
          const view = new View(this.#engine);
          try {
            return await attempt(view, run);
          } catch (error) {
            if (!(error instanceof Stale)) throw error;
          }
        }
        throw new Conflict(
          `A transaction ran ${MOST_RUNS} times, and each time what it had read was changed before it was done. ` +
            "Make it shorter, and let it change data through its view only.",
        );
      },
    );
  }

  /** Finishes what is under way; after that nothing can be asked of it. */
  close(): Promise<void> {
    const { close } = this.#engine;
    this.#closed ??= close();
    return this.#closed;
  }
}

async function attempt<R>(view: View, run: (view: View) => Promise<R>): Promise<R> {
  let result: R;
  try {
    result = await run(view);
  } catch (error) {
    // It may have thrown because it read one thing before a commit of others and another after it.
    await view.check();
    throw error;
  }
  await view.commit();
  return result;
}

/** An engine that is asked nothing more once the store is closed. */
function guarded(engine: Engine, isClosed: () => boolean): Engine {
  const open = () => {
    if (isClosed()) {
      throw new StoreError(
        "closed",
        "The store is closed. Open it again, or close it after the last request.",
      );
    }
    return engine;
  };
  return {
    define: (collection, shape) => open().define(collection, shape),
    get: async (collection, id) => open().get(collection, id),
    find: async (collection, query) => open().find(collection, query),
    count: async (collection, where) => open().count(collection, where),
    commit: async (reads, writes) => open().commit(reads, writes),
    close: () => engine.close(),
  };
}
