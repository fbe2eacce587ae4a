// A store that folds its journal into the snapshot again and again, so that a short run meets all of that.

import type { Disk } from "../../../src/store/disk.ts";
import { openStore, type Store } from "../../../src/store/store.ts";

export interface OpenOptions {
  readonly disk?: Disk;
  /** In milliseconds; without it, no clock has a say in what happens when. */
  readonly quiet?: number;
}

/** In bytes: some ten writes of the workload. */
const SMALL = 2000;
const NEVER = 2 ** 30;

export function openSmall(url: string, { quiet = NEVER, ...options }: OpenOptions = {}): Promise<Store> {
  return openStore(url, { ...options, quiet, small: SMALL, warn: () => {} });
}
