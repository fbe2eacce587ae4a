// The long form of the kills: a writing process is killed, again and again, until the time is over.
//
//   npm run crash:kill -- --seconds 600 --seed 1
//
//   --seconds 60   how long
//   --seed 1       the first seed. The moments of the kills follow from it as far as the system's clock allows.

import { parseArgs } from "node:util";
import { killAgainAndAgain } from "./kills.ts";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});

const KILLS_A_SEED = 10;
const begun = performance.now();
let seed = Number(options.seed);
let [kills, acknowledged] = [0, 0];
console.log(`Killing from seed ${seed} on.`);
// Two chains at once: while one process starts, the other one writes.
await Promise.all([chain(), chain()]);
console.log(`${kills} kills, ${acknowledged} acknowledged writes, none of them lost.`);

async function chain(): Promise<void> {
  while (performance.now() - begun < Number(options.seconds) * 1000) {
    const more = await killAgainAndAgain(seed++, KILLS_A_SEED);
    acknowledged += more;
    kills += KILLS_A_SEED;
    if (kills % (10 * KILLS_A_SEED) === 0) console.log(`${kills} kills, ${acknowledged} acknowledged writes`);
  }
}
