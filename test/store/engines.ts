// The engines that the conformance suite runs over, each with a new and empty store for every test.

import { type TestContext, test } from "node:test";
import { openStore, type Store } from "../../src/store/store.ts";
import { FileStore } from "./file-store.ts";

type Opener = (t: TestContext) => Promise<Store>;

const ENGINES: Record<string, Opener> = {
  memory: () => openStore("memory:"),
  "json-file": (t) => new FileStore(t).open(),
};

/** One test for each engine. */
export function onEveryEngine(
  name: string,
  run: (t: TestContext, open: () => Promise<Store>) => Promise<void>,
) {
  for (const [engine, open] of Object.entries(ENGINES)) {
    test(`${engine}: ${name}`, async (t) => {
      await run(t, async () => {
        const store = await open(t);
        t.after(() => store.close());
        return store;
      });
    });
  }
}
