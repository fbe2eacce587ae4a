// Kills a writing process again and again, each time at another moment, and compares what the next one finds
// with what the last one was told by its store.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Row } from "../../../src/store/values.ts";
import { Chance } from "../crash/chance.ts";
import { History, type Step } from "../crash/history.ts";
import { openSmall } from "../crash/open.ts";
import { collectionsOf, readAll } from "../crash/workload.ts";
import type { Told } from "./victim.ts";

/** A chain of processes, each of which goes on with what the one before it has left. */
interface Chain {
  readonly file: string;
  /** The program that writes. */
  readonly victim: string;
  readonly chance: Chance;
  /** What the store has promised so far. */
  history: History;
  clock: number;
}

const VICTIM = fileURLToPath(new URL("victim.ts", import.meta.url));

/** How many lines a victim lives at most. */
const LONGEST_LIFE = 200;

/** Resolves with the number of acknowledgements. @throws {Error} for what the store lost or made up. */
export async function killAgainAndAgain(seed: number, kills: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "roundtrip-kills-"));
  const chain: Chain = {
    file: join(folder, "shop.json"),
    victim: await buildVictim(folder),
    chance: new Chance(seed),
    history: new History(new Map(), 0, () => 0),
    clock: 0,
  };
  let acknowledged = 0;
  for (let kill = 1; kill <= kills; kill++) {
    await naming(`seed ${seed}, kill ${kill}, ${folder}`, async () => {
      acknowledged += await killOne(chain);
    });
  }
  await naming(`seed ${seed}, after the last kill, ${folder}`, async () => {
    const store = await openSmall(`file:${chain.file}`);
    begin(chain, await readAll(collectionsOf(store)));
    await store.close();
  });
  // After a failure the files stay: they tell most.
  await rm(folder, { recursive: true, force: true });
  return acknowledged;
}

/** Makes one file of JavaScript of it: to read many files of TypeScript takes longer than such a process lives. */
async function buildVictim(folder: string): Promise<string> {
  const outfile = join(folder, "victim.mjs");
  await build({
    entryPoints: [VICTIM],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
  });
  return outfile;
}

/** Lets a process write, kills it, and hears it out. */
async function killOne(chain: Chain): Promise<number> {
  const { chance } = chain;
  // While it opens the store, just after that, or at any moment of its writing.
  const lines = chance.pick([1, 2, 3, ...Array.from({ length: 17 }, () => 4 + chance.below(LONGEST_LIFE))]);
  const args = [chain.victim, chain.file, String(chance.seed()), String(chain.history.newest(chain.clock))];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    errors += text;
  });

  let [heard, acknowledged] = [0, 0];
  const steps = new Map<number, Step>();
  for await (const line of createInterface({ input: child.stdout })) {
    if (++heard === lines) child.kill("SIGKILL");
    // The last line may be torn.
    const told = parse(line);
    if (told !== undefined) hear(chain, told, steps);
    if (told?.kind === "is told") acknowledged++;
  }
  await closed;
  if (heard < lines) throw new Error(`The process ended by itself: ${errors}`);
  return acknowledged;
}

function hear(chain: Chain, told: Told, steps: Map<number, Step>): void {
  chain.clock++;
  if (told.kind === "found") begin(chain, new Map(told.rows as [string, Row][]));
  if (told.kind === "asks") {
    const contents = told.contents.map((content) => content ?? undefined);
    steps.set(told.step, chain.history.ask(chain.history.thing(...told.keys), contents));
  }
  if (told.kind === "is told") {
    const versions = told.versions.map((version) => version ?? undefined);
    chain.history.acknowledge(steps.get(told.step) as Step, versions);
  }
}

/** The next process has opened the store: what it found must be what the last one was promised. */
function begin(chain: Chain, rows: Map<string, Row>): void {
  chain.history.check(rows, chain.clock);
  chain.history = new History(rows, chain.history.newest(chain.clock), () => chain.clock);
}

function parse(line: string): Told | undefined {
  try {
    return JSON.parse(line) as Told;
  } catch {
    return undefined;
  }
}

async function naming(where: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
