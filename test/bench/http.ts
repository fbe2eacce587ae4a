// What a request costs: Roundtrip against other kits and against node:http alone.
//
// Measured is the CPU time that the server's process spends on a request (process.cpuUsage(), so with
// garbage collection and the kernel's part), divided by that of the raw node:http server of the same round.
// CPU time says what a kit costs also where the load generator or a neighbour on the machine slows the
// whole down, and the ratio takes out most of what changes between rounds and machines.
//
// All servers are the same shop (shop.ts): 30 routes, 3 middleware, and GET /products/66432 is measured.
// Before that, every route of every server is asked once, and all must answer alike. Then come the rounds:
// each starts all servers anew, so that the spread has in it what differs from process to process, and
// warms them up. Then the servers take turns of one second, in random order, so that a slow spell of the
// machine meets all of them. The load (50 keep-alive connections) comes from this process, to one server at
// a time. Two cores suffice.
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
// In the table: "ratio" is the median over the rounds, "min–max" its spread; "busy" is CPU time ÷ time
// passed. Where "busy" is far below 100 %, the server waited for the load generator.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { median, shuffled, wholeNumber } from "./numbers.ts";
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
const usualPeers = ["raw", "roundtrip", "fastify", "polka", "h3", "express", "koa", "hono"];
/** The modules of the lessons put together, and the student's own: see yours.ts. */
const allPeers = [...usualPeers, "course", "yours"];

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    only: { type: "string", default: usualPeers.join(",") },
  },
});
const rounds = wholeNumber("rounds", options.rounds);
const seconds = wholeNumber("seconds", options.seconds);
const peers = choosePeers(options.only.split(","));

await withServers(async (servers) => {
  for (const server of servers) await checkAnswers(server);
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
  const { port } = await nextMessage<PortMessage>(name, child);
  return { name, child, origin: `http://127.0.0.1:${port}` };
}

/** Ends a server at once: a kit that shuts down gracefully would run on into the next one's measurement. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

function nextMessage<T>(name: string, child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`The server of ${name} stopped.`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as T);
    });
  });
}

/** Kits can be compared only if they do the same: same status, type, header and bytes on every route. */
async function checkAnswers(server: Peer): Promise<void> {
  const expected = JSON.stringify(product("66432", user, currency));
  await checkAnswer(server, { method: "GET", path: measuredPath }, expected);
  for (const { method, path } of [...routesBefore, ...routesAfter]) {
    await checkAnswer(server, { method, path: path.replace(/:\w+/g, "7") }, JSON.stringify(other));
  }
}

async function checkAnswer({ name, origin }: Peer, { method, path }: Route, expected: string): Promise<void> {
  const response = await fetch(origin + path, { method, signal: AbortSignal.timeout(5_000) });
  // The kits differ in how they write the charset, which for JSON is UTF-8 whether said or not.
  const type = response.headers.get("content-type")?.replace(/; ?charset=utf-8$/i, "");
  const got = [response.status, type, response.headers.get(headerName), await response.text()].join(" ");
  const wanted = [200, "application/json", headerValue, expected].join(" ");
  if (got !== wanted) throw new Error(`${name}: ${method} ${path}\n  got    ${got}\n  wanted ${wanted}`);
}

async function playRound(servers: Peer[], round: number): Promise<void> {
  for (const server of servers) {
    await load(server, warmUpSeconds);
    samples.get(server.name)?.push({ requests: 0, used: 0, passed: 0 });
  }
  for (let turn = 0; turn < seconds; turn++) {
    for (const server of shuffled(servers)) {
      const sample = samples.get(server.name)?.[round] as Sample;
      const cpuBefore = await cpuTime(server);
      const timeBefore = performance.now();
      sample.requests += await load(server, 1);
      sample.passed += (performance.now() - timeBefore) * 1000;
      sample.used += (await cpuTime(server)) - cpuBefore;
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
async function load({ name, origin }: Peer, duration: number): Promise<number> {
  const result = await autocannon({ url: origin + measuredPath, connections, duration });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${name}: ${result.errors} requests failed, ${result.non2xx} were refused.`);
  }
  return result["2xx"];
}

/** The CPU time that the server's process has used so far, in microseconds. */
async function cpuTime({ name, child }: Peer): Promise<number> {
  child.send("cpu");
  const { user, system } = await nextMessage<NodeJS.CpuUsage>(name, child);
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
  console.log(`GET ${measuredPath}, ${connections} connections, ${rounds} rounds, ${seconds} s each\n`);
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
  if (unknown.length > 0) {
    throw new Error(`No such peer: ${unknown.join(", ")}. There are: ${allPeers.join(", ")}.`);
  }
  return allPeers.filter((peer) => peer === "raw" || names.includes(peer));
}
