// One life of a store, from its opening to its closing or its end by a cut; and the checks when the next one
// begins on what the disk has left.

import { Chance } from "./chance.ts";
import { History } from "./history.ts";
import { openSmall } from "./open.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import { collectionsOf, type Plan, readAll, work } from "./workload.ts";

export interface Life {
  readonly disk: SimulatedDisk;
  readonly history: History;
  /** The operations that the disk had done when it began: after a kill, those of the life before. */
  readonly begun: number;
  /** And when the store was open, and its records could be seen. */
  readonly opened: number;
  /** What it began with; undefined for a new disk. */
  readonly origin: Cut | undefined;
}

/** How a life ended, and the disk that it left to the next one. */
export interface Cut {
  readonly kind: "power cut" | "kill";
  readonly life: Life;
  /** The number of operations that were done. */
  readonly at: number;
  readonly disk: SimulatedDisk;
}

/**
 * Opens a store, works with it and closes it.
 * @throws {Error} when the cut has left what must not be.
 */
export async function live(start: SimulatedDisk | Cut, seed: number, plan: Plan): Promise<Life> {
  const origin = "life" in start ? start : undefined;
  const disk = "life" in start ? start.disk : start;
  const begun = disk.operations.length;
  const store = await openSmall("file:/data/shop.json", { disk });
  const rows = await readAll(collectionsOf(store));
  const past = origin && lastSeen(origin);
  past?.life.history.check(rows, past.at);
  const history = new History(rows, past?.life.history.newest(past.at) ?? 0, () => disk.operations.length);
  const opened = disk.operations.length;
  await work(store, history, new Chance(seed), plan);
  await store.close().catch((error: unknown) => {
    if (plan.disturb === undefined) throw error;
  });
  return { disk, history, begun, opened, origin };
}

/** A store that was cut while it was opening has shown nothing, and promised no more than the one before it. */
function lastSeen(cut: Cut): Cut {
  const { opened, origin } = cut.life;
  return cut.at < opened && origin !== undefined ? lastSeen(origin) : cut;
}
