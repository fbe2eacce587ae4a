// Proof that the power cuts bite: on a disk where one sync of the engine does nothing, a state must be wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { explore } from "./explore.ts";
import type { DiskOptions } from "./simulated-disk.ts";

const RUNS = 12;

const isJournal = (path: string) => /\.journal/.test(path);
const isSnapshot = (path: string) => /shop\.json/.test(path) && !isJournal(path);

isCaught("the journal is not synced", (path) => (isJournal(path) ? "never" : undefined));

isCaught("a write is acknowledged before the journal is synced", (path) =>
  isJournal(path) ? "early" : undefined,
);

isCaught("the folder is not synced after a new journal", (_path, changes) =>
  changes.some((change) => change.kind === "create" && isJournal(change.path)) ? "never" : undefined,
);

isCaught("the snapshot is not synced before it is renamed", (path) =>
  isSnapshot(path) ? "never" : undefined,
);

isCaught(
  "the folder is not synced between the rename and the removal of the old journal",
  (_path, changes) => (changes.some(({ kind }) => kind === "rename") ? "never" : undefined),
);

isCaught("the folder above is not synced after a new folder", (_path, changes) =>
  changes.some(({ kind }) => kind === "make folder") ? "never" : undefined,
);

function isCaught(what: string, lie: NonNullable<DiskOptions["lie"]>): void {
  test(`it is caught when ${what}`, async () => {
    let lies = 0;
    const counted: typeof lie = (path, changes) => {
      const found = lie(path, changes);
      if (found !== undefined) lies++;
      return found;
    };
    const runs = async () => {
      for (let seed = 1; seed <= RUNS; seed++) await explore({ seed, lie: counted });
    };
    await assert.rejects(runs, /^Error: seed \d+/);
    assert.ok(lies > 0);
  });
}
