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

/** Something is wrong when there is no folding in this time. */
const LONGEST_WAIT = 300_000;
/** Written over and over, they fill the journal up to the size of the snapshot, and leave that as it is. */
const CHANGED = 1_000;
const LONG = "A long text. ".repeat(80);

export async function printStall(path: string, count: number): Promise<void> {
  const file = `${path}.json`;
  const store = await openStore(`file:${file}`);
  const records = store.collection<Small>("records");
  const record = (i: number) => ({ id: `r${i}`, price: i % 100, name: `Product number ${i}` });
  let next = 0;
  while (next < count) {
    await Promise.all(Array.from({ length: 2000 }, () => records.insert(record(next++))));
  }
  await settled(file);

  const idle = await delays(() => delay(3000));
  const before = stamp(file);
  const begin = performance.now();
  let wait = 0;
  const writer = async () => {
    while (stamp(file) === before) {
      if (performance.now() - begin > LONGEST_WAIT) throw new Error(`${file} was not folded.`);
      const asked = performance.now();
      await records.update(`r${Math.floor(Math.random() * CHANGED)}`, { name: LONG });
      wait = Math.max(wait, performance.now() - asked);
    }
  };
  const folding = await delays(() => Promise.all(Array.from({ length: 64 }, writer)));
  await store.close();

  console.log(`\nThe event loop's delay with ${count} records, ms      median      99 %   longest   ÷ idle`);
  for (const [name, row] of [
    ["idle", idle],
    ["64 writers, until it is folded", folding],
  ] as const) {
    const cells = [row.median, row.most, row.max].map((value) => value.toFixed(1).padStart(10));
    console.log([name.padEnd(52), ...cells, (row.max / idle.max).toFixed(1).padStart(9)].join(""));
  }
  console.log(`The longest wait for an update in that time: ${wait.toFixed(0)} ms`);
}

/** Resolves when what the filling has set off is over: the snapshot stays, and no new one is being written. */
async function settled(file: string): Promise<void> {
  for (let same = 0, seen = stamp(file); same < 20; ) {
    await delay(100);
    const now = stamp(file);
    same = now === seen && stamp(`${file}.new`) === undefined ? same + 1 : 0;
    seen = now;
  }
}

function stamp(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.mtimeMs}`;
}

async function delays(work: () => Promise<unknown>) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  const [median, most, max] = [histogram.percentile(50), histogram.percentile(99), histogram.max];
  return { median: median / 1e6, most: most / 1e6, max: max / 1e6 };
}
