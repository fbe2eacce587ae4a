// A store that asks before each thing it does: whoever shows or tests what a slow or broken database does to a
// server stands in here. The waiting is part of the operation, so a trace shows it.

import type { Engine } from "./engine.ts";

/** What it returns is waited for; what it throws, the operation throws. */
export type BeforeOperation = () => Promise<void> | undefined;

/** The engine, with `before` called ahead of each read and each commit that writes. */
export function withBefore(engine: Engine, before: BeforeOperation): Engine {
  // Without anything to wait for, nothing is made: no promise, and no function.
  return {
    define: (collection, shape) => engine.define(collection, shape),
    get: (collection, id) => {
      const wait = before();
      return wait === undefined ? engine.get(collection, id) : wait.then(() => engine.get(collection, id));
    },
    find: (collection, query) => {
      const wait = before();
      return wait === undefined
        ? engine.find(collection, query)
        : wait.then(() => engine.find(collection, query));
    },
    count: (collection, where) => {
      const wait = before();
      return wait === undefined
        ? engine.count(collection, where)
        : wait.then(() => engine.count(collection, where));
    },
    commit: (reads, writes) => {
      const wait = writes.length === 0 ? undefined : before();
      return wait === undefined
        ? engine.commit(reads, writes)
        : wait.then(() => engine.commit(reads, writes));
    },
    close: () => engine.close(),
  };
}
