// The long form of the power cuts: run after run, each from the next seed, until the time is over or a state is
// wrong.
//
//   npm run crash -- --seconds 600 --seed 1
//
//   --seconds 60   how long
//   --seed 1       the first seed; without it, one that was hardly used before
//   --runs 1       how many seeds at most: this repeats a failure

import { parseArgs } from "node:util";
import { explore } from "./explore.ts";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    runs: { type: "string", default: "Infinity" },
  },
});
const [first, runs, seconds] = [options.seed, options.runs, options.seconds].map(Number) as [
  number,
  number,
  number,
];
if (![first, runs, seconds].every((value) => value >= 0)) {
  throw new Error("--seconds, --seed and --runs take numbers.");
}

/** So many runs at once, for the lock waits a little where a cut has left one without its owner. */
const LANES = 24;
const begun = performance.now();
const passed = () => (performance.now() - begun) / 1000;
let states = 0;
let told = 0;
let next = first;
console.log(`Cutting the power from seed ${first} on.`);
await Promise.all(Array.from({ length: LANES }, lane));
console.log(`${states} states of ${next - first} runs in ${passed().toFixed(0)} s, none of them wrong.`);

async function lane(): Promise<void> {
  while (next < first + runs && passed() < seconds) {
    const seed = next++;
    try {
      const more = await explore({ seed });
      states += more;
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      console.error(
        `\nAfter ${states} good states. To see it again: npm run crash -- --seed ${seed} --runs 1`,
      );
      process.exit(1);
    }
    if (passed() - told < 10) continue;
    told = passed();
    console.log(`${told.toFixed(0)} s: ${states} states, at seed ${seed}`);
  }
}
