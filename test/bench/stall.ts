// How long the event loop stands still while a large store is folded into its snapshot: a server that shares its
// process with the store answers nobody in that time. Told as numbers, since what is too long depends on who asks.

import { statSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { openStore } from "../../src/store/store.ts";

interface Small {
  readonly price: number;
  readonly name: string;
}

/** The folding is over when the snapshot is another file; without one in this time, something is wrong. */
const LONGEST_WAIT = 120_000;

export async function printStall(path: string, count: number): Promise<void> {
  const file = `${path}.json`;
  const store = await openStore(`file:${file}`);
  const records = store.collection<Small>("records");
  const record = (i: number) => ({ id: `r${i}`, price: i % 100, name: `Product number ${i}` });
  let next = 0;
  while (next < count) {
    await Promise.all(Array.from({ length: 2000 }, () => records.insert(record(next++))));
  }
  await foldings(file, 1);

  const write = async (until: () => boolean) => {
    const writer = async () => {
      while (!until()) await records.update(`r${Math.floor(Math.random() * count)}`, { price: -1 });
    };
    await Promise.all(Array.from({ length: 64 }, writer));
  };

  const idle = await longestDelay(() => delay(2000));
  const folding = await longestDelay(async () => {
    let isFolded = false;
    await Promise.all([
      write(() => isFolded),
      foldings(file, 1).then(() => {
        isFolded = true;
      }),
    ]);
  });
  await store.close();
  console.log(`\nThe event loop's delay with ${count} records, ms      median      99 %   longest   ÷ idle`);
  for (const [name, row] of [
    ["idle", idle],
    ["64 writers and a folding", folding],
  ] as const) {
    const cells = [row.median, row.most, row.max].map((value) => value.toFixed(1).padStart(10));
    console.log([name.padEnd(52), ...cells, (row.max / idle.max).toFixed(1).padStart(9)].join(""));
  }
}

/** Resolves when the snapshot was replaced this often. */
async function foldings(file: string, times: number): Promise<void> {
  const begin = performance.now();
  let [seen, count] = [inode(file), 0];
  while (count < times) {
    if (performance.now() - begin > LONGEST_WAIT) throw new Error(`${file} was not folded.`);
    await delay(20);
    const now = inode(file);
    if (now !== seen) count++;
    seen = now;
  }
}

function inode(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && found.ino + found.mtimeMs;
}

async function longestDelay(work: () => Promise<unknown>) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  const [median, most, max] = [histogram.percentile(50), histogram.percentile(99), histogram.max];
  return { median: median / 1e6, most: most / 1e6, max: max / 1e6 };
}
