// What it costs the shop to be traced: its process unsupervised, supervised with nobody watching, and watched.
//
// Measured is the CPU time that the shop's process spends on a request (process.cpuUsage(), so with garbage collection
// and the kernel's part), divided by that of the unsupervised shop in the same round. All three are the same program,
// whose output is read and thrown away. The load is a class: 200 connections, each of which wants 20 requests a second,
// so 4,000 together; a machine on which the load and the shop share two cores may not come so far, and the table says
// how far it came. A watched shop tells 4 % of the requests in full, at least 15 and at most 60 a second: so where it
// serves less than some hundreds a second, because others use the machine, the share of the tracing is larger.
//
// The servers take turns, in random order, so that a slow spell of the machine meets all of them: a second that is not
// measured, in which the watched one uses up what it may tell at once, and two that are. Each round starts them anew.
//
// From the root of the repository, the first only once:
//
//   npm ci --prefix test/bench
//   npm run bench:trace
//
//   --rounds 5       how many rounds
//   --turns 3        how many turns a server has in a round
//   --clients 200    how many connections
//   --rate 20        how many requests a second each of them wants

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import type { ShopSettings } from "../../src/cli/shop-process.ts";
import { Supervised } from "../../src/guide/servers/supervised.ts";
import { median, shuffled, wholeNumber } from "./numbers.ts";
import type { CpuMessage } from "./servers/shop.ts";

/** One way to run the shop. */
interface Runner {
  readonly name: Name;
  readonly port: number;
  /** The CPU time so far; microseconds. */
  cpu(): Promise<number>;
  stop(): Promise<unknown>;
  /** What has been traced, for the one that is watched. */
  traced: { seen: number; told: number; events: number };
}

interface Sample {
  requests: number;
  used: number;
  passed: number;
}

type Name = (typeof NAMES)[number];

const NAMES = ["unsupervised", "unwatched", "watched"] as const;
const PROGRAM = new URL("servers/shop.ts", import.meta.url);
const SETTINGS: ShopSettings = {
  port: 0,
  host: "127.0.0.1",
  data: "memory:",
  products: 0,
  command: "npm start",
  isClass: false,
};
const ARGS = [JSON.stringify(SETTINGS)];
/** What the clients ask for, one after the other: pages, the Web API, what is not there. */
const REQUESTS = [
  { path: "/products/66432" },
  { path: "/api/products/66432" },
  { path: "/assets/shop.css" },
  { path: "/products?category=phone-covers" },
  { path: "/api/products?limit=5" },
  { path: "/nothing" },
];
/** Of a round and of a turn; seconds. */
const WARM_UP = 3;
const LEAD_IN = 1;
const MEASURED = 2;

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    turns: { type: "string", default: "3" },
    clients: { type: "string", default: "200" },
    rate: { type: "string", default: "20" },
  },
});
const rounds = wholeNumber("rounds", options.rounds);
const turns = wholeNumber("turns", options.turns);
const clients = wholeNumber("clients", options.clients);
const rate = wholeNumber("rate", options.rate);

const samples: Record<Name, Sample>[] = [];
for (let round = 0; round < rounds; round++) samples.push(await playRound(round));
printTable();

async function playRound(round: number): Promise<Record<Name, Sample>> {
  const runners = [
    await unsupervised(),
    await supervised("unwatched", false),
    await supervised("watched", true),
  ];
  const found = Object.fromEntries(
    NAMES.map((name) => [name, { requests: 0, used: 0, passed: 0 }]),
  ) as unknown as Record<Name, Sample>;
  try {
    for (const runner of runners) await load(runner, WARM_UP);
    for (let turn = 0; turn < turns; turn++) {
      for (const runner of shuffled(runners)) {
        const sample = found[runner.name];
        await load(runner, LEAD_IN);
        const cpuBefore = await runner.cpu();
        const timeBefore = performance.now();
        sample.requests += await load(runner, MEASURED);
        sample.passed += (performance.now() - timeBefore) * 1000;
        sample.used += (await runner.cpu()) - cpuBefore;
      }
    }
    for (const { name, traced } of runners) {
      if ((name === "watched") !== traced.told > 0)
        throw new Error(`${name}: ${traced.told} requests were told.`);
    }
  } finally {
    for (const runner of runners) await runner.stop();
  }
  const costs = NAMES.map((name) => `${name} ${cost(found[name]).toFixed(1)}`).join(", ");
  const { seen, told, events } = runners[2]?.traced ?? { seen: 0, told: 0, events: 0 };
  console.error(
    `round ${round + 1} of ${rounds}, µs/request: ${costs}; ${told} of ${seen} requests told, in ${events} events`,
  );
  return found;
}

async function unsupervised(): Promise<Runner> {
  const child = fork(fileURLToPath(PROGRAM), ARGS, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  child.stdout?.resume();
  child.stderr?.resume();
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return {
    name: "unsupervised",
    port,
    cpu: async () => {
      child.send({ ask: "cpu" });
      const [{ used }] = (await once(child, "message")) as [CpuMessage];
      return used;
    },
    stop: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    traced: { seen: 0, told: 0, events: 0 },
  };
}

async function supervised(name: Name, isWatched: boolean): Promise<Runner> {
  const shop = new Supervised({ name, program: PROGRAM, args: () => ARGS });
  const { port, status, reason } = await shop.start();
  if (port === undefined) throw new Error(`The shop is ${status}. ${reason}`);
  const traced = { seen: 0, told: 0, events: 0 };
  shop.onTrace(({ seen, traced: told, events }) => {
    traced.seen += seen;
    traced.told += told;
    traced.events += events.length;
  });
  if (isWatched) {
    const watching = told(shop, "watching");
    shop.watch(true);
    await watching;
  }
  const cpu = async () => {
    const answer = told(shop, "cpu");
    shop.send({ ask: "cpu" });
    return ((await answer) as CpuMessage).used;
  };
  return { name, port, cpu, stop: () => shop.stop(), traced };
}

function told(shop: Supervised, type: string): Promise<object> {
  return new Promise((resolve) => {
    const end = shop.onMessage((message) => {
      if (!("type" in message) || message.type !== type) return;
      end();
      resolve(message);
    });
  });
}

/** Sends requests for a while and tells how many were answered. */
async function load({ name, port }: Runner, duration: number): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: clients,
    connectionRate: rate,
    requests: REQUESTS,
    duration,
  });
  if (result.errors > 0) throw new Error(`${name}: ${result.errors} requests had no answer.`);
  return result.requests.total;
}

/** CPU time per request, in microseconds. */
function cost({ used, requests }: Sample): number {
  return used / requests;
}

function printTable(): void {
  console.log(`CPU time of the shop's process per request ÷ unsupervised, Node ${process.versions.node}`);
  console.log(`${clients} clients, ${rate} requests a second each, ${rounds} rounds of ${turns} turns\n`);
  console.log("shop            ratio      min–max    µs/request   requests/s    busy");
  for (const name of NAMES) {
    const own = samples.map((sample) => sample[name]);
    const ratios = samples.map((sample) => cost(sample[name]) / cost(sample.unsupervised));
    console.log(
      [
        name.padEnd(14),
        median(ratios).toFixed(3).padStart(6),
        `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`.padStart(12),
        median(own.map(cost)).toFixed(1).padStart(13),
        median(own.map(({ requests, passed }) => (requests / passed) * 1e6))
          .toFixed(0)
          .padStart(12),
        `${(median(own.map(({ used, passed }) => used / passed)) * 100).toFixed(0)} %`.padStart(7),
      ].join(" "),
    );
  }
}
