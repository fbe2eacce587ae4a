// A journey as lanes with time: client, server, each middleware, route, handlers, store, response. All spans are on
// one scale, that of the server's clock.

import type { Journey, Operation, Step } from "./journey.ts";
import { nameOfOperation, type Station, shortNameOfStep } from "./moments.ts";
import { endOf } from "./steps.ts";

export interface Span {
  readonly from: number;
  readonly to: number;
  /** "busy": it works. "waits": for what it has called. "mark": an instant. */
  readonly kind: "busy" | "waits" | "mark" | "failed";
}

export interface Lane {
  readonly station: Station;
  readonly name: string;
  /** The line of the code; "" where there is none. */
  readonly place: string;
  readonly spans: readonly Span[];
  /** How long it worked itself; milliseconds. Undefined for what takes no time of its own. */
  readonly self: number | undefined;
  readonly isSlowest: boolean;
}

export interface Chart {
  readonly lanes: readonly Lane[];
  readonly from: number;
  readonly to: number;
}

/** More operations of the store share the last lane: a loop may make a thousand. */
const MOST_OPERATIONS = 12;

/** @param now the server's clock; an open journey lasts until then */
export function chartOf(journey: Journey, now = journey.last): Chart {
  const from = journey.begin;
  const to = Math.max(endOf(journey, now), from);
  const steps = [...journey.steps.values()].sort((a, b) => a.begin - b.begin);
  const of = (...kinds: Step["kind"][]) => steps.filter(({ kind }) => kinds.includes(kind));
  const lanes = [
    clientLane(journey, from, to),
    serverLane(journey, from, to),
    ...of("middleware").map((step) => stepLane(step, steps, journey, to)),
    ...routeLane(journey, steps),
    ...of("handler").map((step) => stepLane(step, steps, journey, to)),
    ...storeLanes(journey, to),
    ...of("error-handler").map((step) => stepLane(step, steps, journey, to)),
    ...responseLane(journey, to),
  ];
  return { lanes: markSlowest(lanes), from, to };
}

type Unmarked = Omit<Lane, "isSlowest">;

function markSlowest(lanes: readonly Unmarked[]): Lane[] {
  const slowest = lanes.reduce((most, { self = 0 }) => Math.max(most, self), 0);
  let isFound = false;
  return lanes.map((lane) => {
    const isSlowest = !isFound && slowest > 0 && lane.self === slowest;
    if (isSlowest) isFound = true;
    return { ...lane, isSlowest };
  });
}

function clientLane({ ended }: Journey, from: number, to: number): Unmarked {
  const spans: Span[] = [{ from, to: from, kind: "mark" }];
  if (ended !== undefined) spans.push({ from: to, to, kind: ended.how === "left" ? "failed" : "mark" });
  return { station: "client", name: "Client", place: "", spans, self: undefined };
}

function serverLane({ body }: Journey, from: number, to: number): Unmarked {
  const pieces = body.pieces.map(({ at }): Span => ({ from: at, to: at, kind: "mark" }));
  return {
    station: "server",
    name: "Server",
    place: "",
    spans: [{ from, to, kind: "waits" }, ...pieces],
    self: undefined,
  };
}

function stepLane(step: Step, steps: readonly Step[], journey: Journey, to: number): Unmarked {
  const end = Math.min(step.end ?? to, to);
  const inner = steps.find(({ begin }) => begin > step.begin && begin < end);
  const passed = Math.min(step.passed ?? inner?.begin ?? end, end);
  const back = inner === undefined ? end : Math.min(inner.end ?? end, end);
  const spans: Span[] = [{ from: step.begin, to: passed, kind: "busy" }];
  if (back > passed) spans.push({ from: passed, to: back, kind: "waits" });
  if (end > back) spans.push({ from: back, to: end, kind: "busy" });
  const inStore = timeInStore(journey, step.begin, passed);
  return {
    station: step.kind === "error-handler" ? "response" : step.kind,
    name: shortNameOfStep(step),
    place: step.place ?? "",
    spans,
    self: passed - step.begin - inStore + (end - back),
  };
}

function routeLane({ route, response }: Journey, steps: readonly Step[]): Unmarked[] {
  if (route === undefined) return [];
  const reached = steps.find(({ kind }) => kind !== "middleware")?.begin ?? response?.at ?? route.at;
  return [
    {
      station: "route",
      name: route.route ?? "no route fits",
      place: route.place ?? "",
      // Chosen at the mark, reached at the end.
      spans: [
        { from: route.at, to: Math.max(reached, route.at), kind: "waits" },
        { from: route.at, to: route.at, kind: "mark" },
      ],
      self: undefined,
    },
  ];
}

function storeLanes({ operations }: Journey, to: number): Unmarked[] {
  const sorted = [...operations.values()].sort((a, b) => a.begin - b.begin);
  const shown = sorted.length > MOST_OPERATIONS ? sorted.slice(0, MOST_OPERATIONS - 1) : sorted;
  const others = sorted.slice(shown.length);
  const lanes = shown.map(
    (operation): Unmarked => ({
      station: "store",
      name: nameOfOperation(operation),
      place: "",
      spans: [spanOf(operation, to)],
      self: (operation.end ?? to) - operation.begin - timeOfParts(operation, sorted),
    }),
  );
  if (others.length > 0) {
    const spans = others.map((operation) => spanOf(operation, to));
    const self = others.reduce((sum, { begin, end = to }) => sum + end - begin, 0);
    lanes.push({ station: "store", name: `${others.length} more`, place: "", spans, self });
  }
  return lanes;
}

function spanOf({ begin, end, failed }: Operation, to: number): Span {
  return { from: begin, to: Math.min(end ?? to, to), kind: failed ? "failed" : "busy" };
}

/** A transaction waits for its parts: their time is not its own. */
function timeOfParts({ begin, end, inTransaction, name }: Operation, all: readonly Operation[]): number {
  if (inTransaction || name !== "transaction" || end === undefined) return 0;
  return all
    .filter((part) => part.inTransaction && part.begin >= begin && (part.end ?? end) <= end)
    .reduce((sum, part) => sum + (part.end ?? end) - part.begin, 0);
}

function timeInStore({ operations }: Journey, from: number, to: number): number {
  let sum = 0;
  for (const { begin, end = to, inTransaction } of operations.values()) {
    if (!inTransaction) sum += Math.max(0, Math.min(end, to) - Math.max(begin, from));
  }
  return Math.min(sum, to - from); // Operations side by side count once at most.
}

function responseLane({ response, again }: Journey, to: number): Unmarked[] {
  if (response === undefined) return [];
  const spans: Span[] = [{ from: response.at, to: Math.max(to, response.at), kind: "busy" }];
  if (again !== undefined)
    spans.push({ from: Math.min(again.at, to), to: Math.min(again.at, to), kind: "failed" });
  const name = `${response.status} ${response.reason}`;
  return [
    { station: "response", name, place: response.place ?? "", spans, self: Math.max(0, to - response.at) },
  ];
}
