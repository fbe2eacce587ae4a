// A store that asks before each thing it does: whoever shows or tests what a slow or broken database does to a
// server stands in here. The waiting is part of the operation, so a trace shows it.

import type { Engine } from "./engine.ts";

/** What it returns is waited for; what it throws, the operation throws. */
export type BeforeOperation = () => Promise<void> | undefined;

/** The engine, with `before` called ahead of each read and each commit that writes. */
export function withBefore(engine: Engine, before: BeforeOperation): Engine {
  const after = <R>(run: () => Promise<R>): Promise<R> => {
    const wait = before();
    return wait === undefined ? run() : wait.then(run);
  };
  return {
    define: (collection, shape) => engine.define(collection, shape),
    get: (collection, id) => after(() => engine.get(collection, id)),
    find: (collection, query) => after(() => engine.find(collection, query)),
    count: (collection, where) => after(() => engine.count(collection, where)),
    commit: (reads, writes) => {
      const commit = () => engine.commit(reads, writes);
      return writes.length === 0 ? commit() : after(commit);
    },
    close: () => engine.close(),
  };
}
