// The lanes of a request for the last row of a class: one for each place, whatever the number of middleware and of
// operations of the store.

import type { Chart, Lane, Span } from "./lanes.ts";
import type { Station } from "./moments.ts";

const PLACES: readonly (readonly [name: string, ...stations: Station[]])[] = [
  ["Client", "client"],
  ["Server", "server"],
  ["Middleware", "middleware", "route"],
  ["Handler", "handler"],
  ["Store", "store"],
  ["Response", "response"],
];

export function compactOf(chart: Chart): Chart {
  const merged = PLACES.flatMap(([name, ...stations]) => {
    const lanes = chart.lanes.filter(({ station }) => stations.includes(station));
    return lanes[0] === undefined ? [] : [merge(name, lanes[0].station, lanes)];
  });
  const longest = Math.max(...merged.map(({ self = 0 }) => self));
  // Where nothing was done for the longest time, no lane is the slowest.
  const hasSlowest = chart.slowestStep !== undefined;
  const lanes = merged.map((lane) => ({ ...lane, isSlowest: hasSlowest && lane.self === longest }));
  return { ...chart, lanes };
}

function merge(name: string, station: Station, lanes: readonly Lane[]): Lane {
  const times = lanes.flatMap(({ self }) => self ?? []);
  return {
    station,
    name,
    place: "",
    // What waits lies below what works.
    spans: lanes.flatMap(({ spans }) => spans).sort((a, b) => depth(b) - depth(a)),
    self: times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0),
    isSlowest: false,
    fault: lanes.find(({ fault }) => fault !== undefined)?.fault,
  };
}

function depth({ kind }: Span): number {
  return kind === "waits" ? 1 : 0;
}
