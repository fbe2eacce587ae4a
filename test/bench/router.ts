// What finding a route costs: Roundtrip's router against find-my-way, Fastify's, as the number of routes
// grows.
//
// Measured is the time from the text of a request's URL to the route and its parameters: for Roundtrip
// cutting the path, matching it and collecting the parameters; for find-my-way its `find`. The routes are
// those of many shops' resources (see `routesFor`), the requests go through all of them in random order,
// and before measuring, both routers must find the right route and parameters for each. In each round both
// are measured once, in random order; the table has the median over the rounds and the spread.
//
// From the root of the repository, the first only once:
//
//   npm ci --prefix test/bench
//   node --import tsx test/bench/router.ts
//
//   --rounds 15   how many rounds

import { isDeepStrictEqual, parseArgs } from "node:util";
import findMyWay from "find-my-way";
import { takePlace } from "../../src/server/guard/places.ts";
import { splitPath } from "../../src/server/path.ts";
import { paramsOf, Router } from "../../src/server/router.ts";
import { median, shuffled, wholeNumber } from "./numbers.ts";

interface Request {
  /** The route that must be found. */
  path: string;
  url: string;
  params: Record<string, string>;
}

interface Found {
  path: string;
  params: Record<string, unknown>;
}

/** Finds the route for a URL. */
type Find = (url: string) => Found | undefined;

const sizes = [10, 100, 1_000, 10_000];
const matchesPerRound = 200_000;
// A power of two, so that going round the list costs next to nothing.
const requestCount = 16_384;

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "15" } } });
const rounds = wholeNumber("rounds", options.rounds);

console.log(`ns a match, median of ${rounds} rounds (min–max), Node ${process.versions.node}\n`);
console.log("routes                  roundtrip                find-my-way    ratio (min–max)");
for (const size of sizes) {
  const paths = routesFor(size);
  const requests = requestsFor(paths);
  const routers = { roundtrip: roundtrip(paths), findMyWay: findMyWayOf(paths) };
  for (const find of Object.values(routers)) check(find, requests);
  printRow(size, play(routers, requests));
}

/** Routes of as many resources as it takes, five for each: "/shirts7", "/shirts7/:id" … */
function routesFor(size: number): string[] {
  const names = ["products", "orders", "customers", "baskets", "shirts", "mugs", "posters", "reviews"];
  const paths: string[] = [];
  for (let i = 0; paths.length < size; i++) {
    const resource = `/${names[i % names.length]}${Math.floor(i / names.length)}`;
    paths.push(resource, `${resource}/newest`, `${resource}/:id`);
    paths.push(`${resource}/:id/notes`, `${resource}/:id/notes/:note`);
  }
  return paths;
}

function requestsFor(paths: string[]): Request[] {
  return Array.from({ length: requestCount }, (_, i) => {
    const path = paths[Math.floor(Math.random() * paths.length)] as string;
    const params: Record<string, string> = {};
    const url = path.replace(/:(\w+)/g, (_, name: string) => {
      params[name] = String(10_000 + i);
      return params[name];
    });
    return { path, url, params };
  });
}

function roundtrip(paths: string[]): Find {
  const router = new Router(false);
  const place = takePlace();
  for (const [order, path] of paths.entries()) router.add("GET", path, [], order, place);
  return (url) => {
    const segments = splitPath(url, false);
    const route = segments && router.match("GET", segments, 0);
    return route && { path: route.path, params: paramsOf(route, segments) };
  };
}

function findMyWayOf(paths: string[]): Find {
  const router = findMyWay();
  for (const path of paths) router.on("GET", path, () => {}, path);
  return (url) => {
    const found = router.find("GET", url);
    return found ? { path: found.store, params: found.params } : undefined;
  };
}

function check(find: Find, requests: Request[]): void {
  for (const { path, url, params } of requests) {
    const found = find(url);
    // Copied, since a router may leave out the prototype.
    if (found?.path !== path || !isDeepStrictEqual({ ...found.params }, params)) {
      throw new Error(`${url} is ${path}, but found was ${JSON.stringify(found)}.`);
    }
  }
}

/** Nanoseconds a match, for each router and round. */
function play<Name extends string>(routers: Record<Name, Find>, requests: Request[]): Record<Name, number[]> {
  const names = Object.keys(routers) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  // Round 0 is the warm-up.
  for (let round = 0; round <= rounds; round++) {
    for (const name of shuffled(names)) {
      const time = timeOf(routers[name], requests);
      if (round > 0) times[name].push(time);
    }
  }
  return times;
}

function timeOf(find: Find, requests: Request[]): number {
  let found = 0;
  const start = process.hrtime.bigint();
  for (let i = 0; i < matchesPerRound; i++) {
    const { url } = requests[i & (requestCount - 1)] as Request;
    if (find(url)) found++;
  }
  const passed = Number(process.hrtime.bigint() - start);
  // The result is used, or the compiler might leave the search out.
  if (found !== matchesPerRound) throw new Error("A route was not found.");
  return passed / matchesPerRound;
}

function printRow(size: number, times: { roundtrip: number[]; findMyWay: number[] }): void {
  const ratios = times.roundtrip.map((time, round) => time / (times.findMyWay[round] ?? Number.NaN));
  console.log(
    String(size).padStart(6),
    withSpread(times.roundtrip, 0).padStart(26),
    withSpread(times.findMyWay, 0).padStart(26),
    withSpread(ratios, 2).padStart(18),
  );
}

function withSpread(values: number[], digits: number): string {
  const [middle, min, max] = [median(values), Math.min(...values), Math.max(...values)];
  return `${middle.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}
