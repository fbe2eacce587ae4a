// Looks at one run of a store: cuts it after each of its operations, opens what is left, checks it, writes on,
// and cuts that too, while it recovers and while it writes. Everything follows from one seed.

import { Chance } from "./chance.ts";
import { describe } from "./describe.ts";
import { type Cut, type Life, live } from "./life.ts";
import { type DiskOptions, type Failing, SimulatedDisk } from "./simulated-disk.ts";
import type { Plan } from "./workload.ts";

export interface ExploreOptions {
  readonly seed: number;
  readonly lie?: DiskOptions["lie"];
}

/** Cuts in a life of the first generation, after every operation; then some in those that came from it. */
const CUTS_BY_GENERATION = [Number.POSITIVE_INFINITY, 2, 1];
const GRANDCHILDREN = 0.3;

/** The number of states that were opened. @throws {Error} with the whole story of the first that is wrong. */
export async function explore({ seed, lie }: ExploreOptions): Promise<number> {
  const chance = new Chance(seed);
  const disk = new SimulatedDisk({ seed: chance.seed(), shortWrites: chance.pick([0, 0, 0.3]), lie });
  // The disk of every third seed also runs full and fails, at first.
  const disturb =
    seed % 3 === 0 && lie === undefined ? disturbing(disk, new Chance(chance.seed())) : undefined;
  const plan: Plan = { writers: 1 + chance.below(5), steps: 2 + chance.below(6), disturb };
  const story: Cut[] = [];
  try {
    return await cutAll(await live(disk, chance.seed(), plan), 0, chance, story);
  } catch (error) {
    const told = [`seed ${seed}`, ...story.map(describe), error instanceof Error ? error.stack : error];
    throw new Error(told.join("\n"), { cause: error });
  }
}

async function cutAll(life: Life, generation: number, chance: Chance, story: Cut[]): Promise<number> {
  let states = 0;
  for (const at of momentsOf(life, generation, chance)) {
    const cut = cutAt(life, at, chance);
    const seed = chance.seed();
    const plan = { writers: 1 + chance.below(2), steps: 1 + chance.below(2) };
    story.push(cut);
    const next = await live(cut, seed, plan);
    states++;
    const isLast = generation > 0 && !chance.happens(GRANDCHILDREN);
    if (generation + 1 < CUTS_BY_GENERATION.length && !isLast) {
      states += await cutAll(next, generation + 1, chance, story);
    }
    story.pop();
  }
  return states;
}

function momentsOf({ disk, begun }: Life, generation: number, chance: Chance): number[] {
  const all = Array.from({ length: disk.operations.length - begun + 1 }, (_, i) => begun + i);
  const count = CUTS_BY_GENERATION[generation] as number;
  return count >= all.length ? all : Array.from({ length: count }, () => chance.pick(all));
}

/** Mostly the power goes; sometimes only the process is killed, and what it left unsynced is still to be read. */
function cutAt(life: Life, at: number, chance: Chance): Cut {
  const isKill = chance.happens(0.2);
  const seed = chance.seed();
  const disk = isKill ? life.disk.kill(seed, at) : life.disk.powerCut(seed, at);
  return { life, at, disk, kind: isKill ? "kill" : "power cut" };
}

function disturbing(disk: SimulatedDisk, chance: Chance): () => void {
  return () => {
    if (chance.happens(0.2)) disk.capacity = chance.pick([0, 2000, 5000, 100_000]);
    if (chance.happens(0.1)) disk.failNext(...chance.pick(FAILURES));
  };
}

const FAILURES: [Failing, string][] = [
  ["write", "ENOSPC"],
  ["write", "EIO"],
  ["create", "ENOSPC"],
  ["rename", "EIO"],
  ["sync", "EIO"],
  ["sync folder", "EIO"],
];
