// What a request costs: Roundtrip against other kits and against node:http alone.
//
// Measured is the CPU time that the server's process spends on a request (process.cpuUsage(), so with garbage
// collection and the kernel's part), divided by that of the raw node:http server of the same round. CPU time
// says what a kit costs also where the load generator or a neighbour on the machine slows the whole down, and the
// ratio takes out most of what changes between rounds and machines.
//
// All servers are the same shop (shop.ts): 30 routes, 3 middleware, and GET /products/66432 is measured. Before
// that, every route of every server is asked once, and all must answer alike. Then come the rounds: each starts
// all servers anew, so that the spread has in it what differs from process to process, and warms them up. Then the
// servers take turns of one second, in random order, so that a slow spell of the machine meets all of them. The
// load (50 keep-alive connections) comes from this process, to one server at a time. Two cores suffice.
//
// From the root of the repository, the first only once:
//
//   npm ci --prefix test/bench
//   node --import tsx test/bench/http.ts
//
//   --rounds 5            how many rounds
//   --seconds 4           how many turns of a second a server has in a round
//   --only roundtrip,h3   only these peers, always with raw
//
// In the table: "ratio" is the median over the rounds, "min–max" its spread; "busy" is CPU time ÷ time passed.
// Where "busy" is far below 100 %, the server waited for the load generator.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import type { PortMessage } from "./peer.ts";
import {
  currency,
  headerName,
  headerValue,
  measuredPath,
  other,
  product,
  type Route,
  routesAfter,
  routesBefore,
  user,
} from "./shop.ts";

interface Peer {
  name: string;
  child: ChildProcess;
  origin: string;
}

/** What a server did in a round: answers, CPU time and time passed, both in microseconds. */
interface Sample {
  requests: number;
  used: number;
  passed: number;
}

const connections = 50;
// In the first second a server costs about twice as much per request: its code is being compiled.
const warmUpSeconds = 2;
const allPeers = ["raw", "roundtrip", "fastify", "polka", "h3", "express", "koa", "hono"];

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    only: { type: "string", default: allPeers.join(",") },
  },
});
const rounds = wholeNumber("rounds", options.rounds);
const seconds = wholeNumber("seconds", options.seconds);
const peers = choosePeers(options.only.split(","));

await withServers(async (servers) => {
  for (const server of servers) await checkAnswers(server.origin);
});

const samples = new Map<string, Sample[]>(peers.map((peer) => [peer, []]));
for (let round = 0; round < rounds; round++) await withServers((servers) => playRound(servers, round));
printTable();

/** Starts all servers for the time that `work` takes. */
async function withServers(work: (servers: Peer[]) => Promise<void>): Promise<void> {
  const servers: Peer[] = [];
  try {
    for (const peer of peers) servers.push(await start(peer));
    await work(servers);
  } finally {
    for (const { child } of servers) await stop(child);
  }
}

async function start(name: string): Promise<Peer> {
  // The child inherits `--import tsx` from this process.
  const child = fork(fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url)), {
    env: { ...process.env, NODE_ENV: "production" },
  });
  const { port } = await nextMessage<PortMessage>(child);
  return { name, child, origin: `http://127.0.0.1:${port}` };
}

/** Ends a server at once: a kit that shuts down gracefully would run on into the next one's measurement. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error("It stopped before it answered."));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as T);
    });
  });
}

/** Comparing kits makes sense only if they do the same: same status, type, header and bytes on every route. */
async function checkAnswers(origin: string): Promise<void> {
  const expected = JSON.stringify(product("66432", user, currency));
  await checkAnswer(origin, { method: "GET", path: measuredPath }, expected);
  for (const { method, path } of [...routesBefore, ...routesAfter]) {
    await checkAnswer(origin, { method, path: path.replace(/:\w+/g, "7") }, JSON.stringify(other));
  }
}

async function checkAnswer(origin: string, { method, path }: Route, expected: string): Promise<void> {
  const response = await fetch(origin + path, { method });
  // The kits differ in how they write the charset, which for JSON is UTF-8 whether said or not.
  const type = response.headers.get("content-type")?.replace(/; ?charset=utf-8$/i, "");
  const got = [response.status, type, response.headers.get(headerName), await response.text()].join(" ");
  const wanted = [200, "application/json", headerValue, expected].join(" ");
  if (got !== wanted) throw new Error(`${method} ${path}\n  got    ${got}\n  wanted ${wanted}`);
}

async function playRound(servers: Peer[], round: number): Promise<void> {
  for (const { name, origin } of servers) {
    await load(origin, warmUpSeconds);
    samples.get(name)?.push({ requests: 0, used: 0, passed: 0 });
  }
  for (let turn = 0; turn < seconds; turn++) {
    for (const { name, child, origin } of shuffled(servers)) {
      const sample = samples.get(name)?.[round] as Sample;
      const cpuBefore = await cpuTime(child);
      const timeBefore = performance.now();
      sample.requests += await load(origin, 1);
      sample.passed += (performance.now() - timeBefore) * 1000;
      sample.used += (await cpuTime(child)) - cpuBefore;
    }
  }
  const costs = peers.map((peer) => `${peer} ${cost(samples.get(peer)?.[round]).toFixed(1)}`);
  console.error(`round ${round + 1} of ${rounds}, µs/request: ${costs.join(", ")}`);
}

/** CPU time per request, in microseconds. */
function cost(sample: Sample | undefined): number {
  return sample === undefined ? Number.NaN : sample.used / sample.requests;
}

/** Sends requests for a while and tells how many were answered. */
async function load(origin: string, duration: number): Promise<number> {
  const result = await autocannon({ url: origin + measuredPath, connections, duration });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${result.errors} requests failed, ${result.non2xx} were refused.`);
  }
  return result["2xx"];
}

/** The CPU time that the server's process has used so far, in microseconds. */
async function cpuTime(child: ChildProcess): Promise<number> {
  child.send("cpu");
  const { user, system } = await nextMessage<NodeJS.CpuUsage>(child);
  return user + system;
}

function printTable(): void {
  const raw = samples.get("raw") ?? [];
  const rows = peers.map((peer) => {
    const own = samples.get(peer) ?? [];
    const ratios = own.map((sample, round) => cost(sample) / cost(raw[round]));
    return {
      peer,
      ratio: median(ratios),
      min: Math.min(...ratios),
      max: Math.max(...ratios),
      microseconds: median(own.map(cost)),
      perSecond: median(own.map((sample) => (sample.requests / sample.passed) * 1e6)),
      busy: median(own.map((sample) => sample.used / sample.passed)),
    };
  });
  rows.sort((a, b) => a.ratio - b.ratio);

  console.log(`CPU time of the server per request ÷ raw node:http, Node ${process.versions.node}`);
  console.log(`GET ${measuredPath}, ${connections} connections, ${rounds} rounds of ${seconds} s\n`);
  console.log("peer       version     ratio      min–max    µs/request   requests/s    busy");
  for (const row of rows) {
    console.log(
      [
        row.peer.padEnd(10),
        version(row.peer).padEnd(10),
        row.ratio.toFixed(2).padStart(6),
        `${row.min.toFixed(2)}–${row.max.toFixed(2)}`.padStart(12),
        row.microseconds.toFixed(1).padStart(13),
        row.perSecond.toFixed(0).padStart(12),
        `${(row.busy * 100).toFixed(0)} %`.padStart(7),
      ].join(" "),
    );
  }
}

/** The versions are exact in this folder's package.json; Roundtrip and raw node:http have none there. */
function version(peer: string): string {
  const file = new URL("package.json", import.meta.url);
  const { dependencies } = JSON.parse(readFileSync(file, "utf8")) as { dependencies: Record<string, string> };
  return dependencies[peer] ?? "";
}

function choosePeers(names: string[]): string[] {
  const unknown = names.filter((name) => !allPeers.includes(name));
  if (unknown.length > 0)
    throw new Error(`No such peer: ${unknown.join(", ")}. There are: ${allPeers.join(", ")}.`);
  const hasKit = existsSync(new URL("../../src/index.ts", import.meta.url));
  if (!hasKit) console.error("src/index.ts is not there: measuring without Roundtrip.");
  return allPeers.filter(
    (peer) => peer === "raw" || (names.includes(peer) && (peer !== "roundtrip" || hasKit)),
  );
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1 up.`);
  return value;
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
