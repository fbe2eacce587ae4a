// A process that is killed: it opens the store in the given file, tells what it found, and writes until it is
// gone. What it asks of the store, and what the store acknowledges, goes to standard output, a line each, at
// once: what was not told before the kill counts as not acknowledged.
//
//   node --import tsx test/store/kill/victim.ts <file> <seed> <version that all new ones are above>

import { writeSync } from "node:fs";
import { Chance } from "../crash/chance.ts";
import { type Content, History, type Step, type Thing } from "../crash/history.ts";
import { openSmall } from "../crash/open.ts";
import { collectionsOf, readAll, work } from "../crash/workload.ts";

/** What a victim tells. `step` is a number of its own for each step that it asks. */
export type Told =
  | { readonly kind: "opening" }
  | { readonly kind: "found"; readonly rows: readonly [string, object][] }
  | {
      readonly kind: "asks";
      readonly step: number;
      readonly keys: readonly string[];
      readonly contents: readonly (Content | null)[];
    }
  | { readonly kind: "is told"; readonly step: number; readonly versions: readonly (number | null)[] };

const WRITERS = 16;

class ToldHistory extends History {
  readonly #numbers = new Map<Step, number>();

  override ask(thing: Thing, contents: readonly (Content | undefined)[]): Step {
    const asked = super.ask(thing, contents);
    const step = this.#numbers.get(asked) ?? this.#numbers.size;
    this.#numbers.set(asked, step);
    tell({ kind: "asks", step, keys: thing.keys, contents: contents.map((content) => content ?? null) });
    return asked;
  }

  override acknowledge(asked: Step, versions: readonly (number | undefined)[]): void {
    super.acknowledge(asked, versions);
    const step = this.#numbers.get(asked) as number;
    tell({ kind: "is told", step, versions: versions.map((version) => version ?? null) });
  }
}

const [file, seed, floor] = process.argv.slice(2) as [string, string, string];
tell({ kind: "opening" });
const store = await openSmall(`file:${file}`, { quiet: 5 });
const rows = await readAll(collectionsOf(store));
tell({ kind: "found", rows: [...rows] });
let clock = 0;
const history = new ToldHistory(rows, Number(floor), () => clock++);
await work(store, history, new Chance(Number(seed)), { writers: WRITERS, steps: Number.POSITIVE_INFINITY });

function tell(told: Told): void {
  const line = Buffer.from(`${JSON.stringify(told)}\n`);
  for (let written = 0; written < line.length; ) {
    try {
      written += writeSync(1, line, written);
    } catch (error) {
      // The parent is behind with reading. There is nothing better to do than to try again.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}
