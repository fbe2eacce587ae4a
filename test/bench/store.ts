// What a store costs: Roundtrip's file engine against bare append + fdatasync, SQLite and lowdb.
//
// All but lowdb promise that an acknowledged write survives a power cut: SQLite runs with WAL and
// synchronous=FULL, which syncs at each commit. lowdb writes the whole file anew, and syncs nothing.
//
// Each peer has a store of 1,000 records and one of 100,000, of about 250 bytes each, on the disk of the
// temporary folder (TMPDIR says where: a folder in memory would make every sync free). In each round every
// measurement is made with every peer, in random order, so that a slow spell of the machine meets all of them.
// In the table: the median over the rounds, and the median of the ratios within a round.
//
// At the end: how long the event loop stands still while a store of a million records is folded into its
// snapshot and 64 writers go on, against a loop that has nothing to do. See stall.ts.
//
// From the root of the repository, the first only once:
//
//   npm ci --prefix test/bench
//   npm run bench:store
//
//   --rounds 5             how many rounds
//   --milliseconds 500     how long a measurement takes
//   --stall 1000000        how many records the folded store has; 0 leaves that out

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { median, shuffled, wholeNumber } from "./numbers.ts";
import { printStall } from "./stall.ts";
import { isReader, type OpenPeer, type Peer, peers } from "./stores/peers.ts";
import { EVERY_HUNDREDTH, recordAt } from "./stores/record.ts";

const SMALL = 1_000;
const LARGE = 100_000;
/** What filling the stores has set off in the background is over by then. */
const SETTLING = 5_000;

interface Bench {
  readonly peer: Peer;
  small: OpenPeer;
  large: OpenPeer;
  /** The number of the next record that is inserted into either. */
  next: number;
}

interface Measurement {
  readonly name: string;
  /** How much of `unit` there was; undefined where the peer cannot do it. */
  measure(bench: Bench): Promise<number | undefined>;
  readonly unit: "/s" | "ms" | "×";
}

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    milliseconds: { type: "string", default: "500" },
    stall: { type: "string", default: "1000000" },
  },
});
const rounds = wholeNumber("rounds", options.rounds);
const milliseconds = wholeNumber("milliseconds", options.milliseconds);

const measurements: Measurement[] = [
  { name: "insert, 1 writer, 1,000 records", unit: "/s", measure: (bench) => inserts(bench, "small", 1) },
  { name: "insert, 1 writer, 100,000 records", unit: "/s", measure: (bench) => inserts(bench, "large", 1) },
  { name: "insert, 64 writers, 1,000 records", unit: "/s", measure: (bench) => inserts(bench, "small", 64) },
  {
    name: "insert, 64 writers, 100,000 records",
    unit: "/s",
    measure: (bench) => inserts(bench, "large", 64),
  },
  { name: "get one of 100,000", unit: "/s", measure: gets },
  { name: "find 1,000 of 100,000, no index", unit: "ms", measure: scan },
  { name: "open 100,000 records", unit: "ms", measure: reopen },
];

const folder = mkdtempSync(join(tmpdir(), "roundtrip-bench-"));
try {
  const benches: Bench[] = [];
  for (const peer of peers) benches.push(await prepare(peer));
  await delay(SETTLING);
  const samples = new Map<string, (number | undefined)[]>();
  for (let round = 1; round <= rounds; round++) {
    for (const measurement of measurements) {
      for (const bench of shuffled(benches)) {
        const key = keyOf(measurement, bench.peer);
        samples.set(key, [...(samples.get(key) ?? []), await measurement.measure(bench)]);
      }
    }
    console.error(`round ${round} of ${rounds}`);
  }
  for (const { small, large } of benches) {
    await small.close();
    await large.close();
  }
  printTable(samples);
  if (options.stall !== "0") await printStall(join(folder, "stall"), wholeNumber("stall", options.stall));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function prepare(peer: Peer): Promise<Bench> {
  const small = await peer.open(join(folder, `${peer.name}-small`));
  const large = await peer.open(join(folder, `${peer.name}-large`));
  await small.fill(SMALL);
  await large.fill(LARGE);
  return { peer, small, large, next: LARGE };
}

/** Inserts in a second. Each writer waits for its write before it makes the next. */
async function inserts(bench: Bench, size: "small" | "large", writers: number): Promise<number> {
  const { insert } = bench[size];
  let count = 0;
  const begin = performance.now();
  const write = async () => {
    do {
      await insert(recordAt(bench.next++));
      count++;
    } while (performance.now() - begin < milliseconds);
  };
  await Promise.all(Array.from({ length: writers }, write));
  return (count / (performance.now() - begin)) * 1000;
}

async function gets({ large }: Bench): Promise<number | undefined> {
  if (!isReader(large)) return undefined;
  let count = 0;
  const begin = performance.now();
  while (performance.now() - begin < milliseconds) {
    for (let i = 0; i < 100; i++, count++) {
      const { id } = recordAt(Math.floor(Math.random() * LARGE));
      if ((await large.get(id))?.id !== id) throw new Error(`The record ${id} was not found.`);
    }
  }
  return (count / (performance.now() - begin)) * 1000;
}

async function scan({ large }: Bench): Promise<number | undefined> {
  if (!isReader(large)) return undefined;
  const begin = performance.now();
  const found = await large.priced(EVERY_HUNDREDTH);
  const passed = performance.now() - begin;
  if (found < LARGE / 100) throw new Error(`Only ${found} records were found.`);
  return passed;
}

async function reopen(bench: Bench): Promise<number | undefined> {
  if (!isReader(bench.large)) return undefined;
  await bench.large.close();
  const begin = performance.now();
  bench.large = await bench.peer.open(join(folder, `${bench.peer.name}-large`));
  if (isReader(bench.large)) await bench.large.get(recordAt(0).id);
  return performance.now() - begin;
}

function printTable(samples: Map<string, (number | undefined)[]>): void {
  const how = `Node ${process.versions.node}, ${rounds} rounds of ${milliseconds} ms`;
  console.log(
    `Medians, and in brackets Roundtrip's advantage in the same round: above 1 it is better; ${how}\n`,
  );
  console.log([" ".repeat(38), ...peers.map(({ title }) => title.padStart(24))].join(""));
  for (const measurement of measurements) {
    const own = samples.get(keyOf(measurement, peers[0] as Peer)) ?? [];
    const cells = peers.map((peer) => {
      const values = samples.get(keyOf(measurement, peer)) ?? [];
      return cell(measurement, own, values, peer === peers[0]).padStart(24);
    });
    console.log([`${measurement.name}, ${measurement.unit}`.padEnd(38), ...cells].join(""));
  }
  const growth = peers.map((peer) => {
    const [small, large] = measurements.slice(0, 2).map((each) => samples.get(keyOf(each, peer)) ?? []);
    return ratio(small as number[], large as number[])
      .toFixed(2)
      .padStart(24);
  });
  console.log(["cost of an insert, 1,000 → 100,000, ×".padEnd(38), ...growth].join(""));
}

function cell(
  { unit }: Measurement,
  own: readonly (number | undefined)[],
  values: readonly (number | undefined)[],
  isOwn: boolean,
): string {
  const numbers = values.filter((value) => value !== undefined);
  if (numbers.length === 0) return "–";
  const text = median(numbers).toFixed(unit === "ms" && median(numbers) < 100 ? 1 : 0);
  if (isOwn) return text;
  const [better, worse] = unit === "ms" ? [values, own] : [own, values];
  return `${text} (${ratio(better as number[], worse as number[]).toFixed(2)})`;
}

function ratio(above: readonly number[], below: readonly number[]): number {
  return median(above.map((value, round) => value / (below[round] ?? Number.NaN)));
}

function keyOf({ name }: Measurement, peer: Peer): string {
  return `${name} by ${peer.name}`;
}
