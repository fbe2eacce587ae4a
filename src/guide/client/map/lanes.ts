// A journey as lanes with time: client, server, each middleware, route, handlers, store, response. All spans are on
// one scale, that of the server's clock.

import type { Journey } from "./journey.ts";
import type { Operation, Step } from "./journey-parts.ts";
import { nameOfOperation, type Station, shortNameOfStep } from "./moments.ts";
import { type Stretch, union } from "./spans.ts";
import { endOf, type StepNumber, silenceOf, stepOf } from "./steps.ts";

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
  /** The fault, made on purpose, that it has met; undefined without one. */
  readonly fault?: string | undefined;
}

export interface Chart {
  readonly lanes: readonly Lane[];
  readonly from: number;
  readonly to: number;
  /** The step of the nine that the slowest lane belongs to; undefined where no lane is. */
  readonly slowestStep: StepNumber | undefined;
}

/** More operations of the store share the last lane: a loop may make a thousand. */
const MOST_OPERATIONS = 12;

/** @param now the server's clock; an open journey lasts until then */
export function chartOf(journey: Journey, now = journey.last): Chart {
  const from = journey.begin;
  const to = Math.max(endOf(journey, now), from);
  const steps = [...journey.steps.values()].sort((a, b) => a.begin - b.begin);
  const of = (...kinds: Step["kind"][]) => steps.filter(({ kind }) => kinds.includes(kind));
  const silence = silenceIn(journey, to).reduce((total, { begin, end = to }) => total + end - begin, 0);
  const unmarked = [
    clientLane(journey, from, to),
    serverLane(journey, steps, to),
    ...of("middleware").map((step) => stepLane(step, steps, journey, to)),
    ...routeLane(journey, steps),
    ...of("handler").map((step) => stepLane(step, steps, journey, to)),
    ...storeLanes(journey, to),
    ...of("error-handler").map((step) => stepLane(step, steps, journey, to)),
    ...responseLane(journey, to),
  ];
  const lanes = markSlowest(unmarked, silence);
  const slowest = lanes.find(({ isSlowest }) => isSlowest);
  return { lanes, from, to, slowestStep: slowest && stepOfLane(slowest, journey, to) };
}

type Unmarked = Omit<Lane, "isSlowest">;

function stepOfLane({ station, spans }: Lane, journey: Journey, to: number): StepNumber | undefined {
  if (station === "store") return 6;
  const busy = spans.filter(({ kind }) => kind === "busy").map(({ from, to }): Stretch => [from, to]);
  return stepOf(busy, journey, to);
}

/** Where it took longest that nothing was done, no lane is the slowest. */
function markSlowest(lanes: readonly Unmarked[], silence: number): Lane[] {
  const slowest = lanes.reduce((most, { self = 0 }) => Math.max(most, self), 0);
  let isFound = false;
  return lanes.map((lane) => {
    const isSlowest = !isFound && slowest > silence && lane.self === slowest;
    if (isSlowest) isFound = true;
    return { ...lane, isSlowest };
  });
}

function clientLane({ ended }: Journey, from: number, to: number): Unmarked {
  const spans: Span[] = [{ from, to: from, kind: "mark" }];
  if (ended !== undefined) spans.push({ from: to, to, kind: ended.how === "left" ? "failed" : "mark" });
  return { station: "client", name: "Client", place: "", spans, self: undefined };
}

function serverLane(journey: Journey, steps: readonly Step[], to: number): Unmarked {
  const { begin, response, body } = journey;
  const answered = response?.at ?? to;
  // What it does before the first step runs. A server that tells of no steps does all by itself.
  const first = Math.min(steps[0]?.begin ?? answered, answered);
  const busy = without({ from: begin, to: first }, silenceIn(journey, to));
  const waits: Span = { from: begin, to, kind: "waits" };
  const pieces = body.pieces.map(({ at }): Span => ({ from: at, to: at, kind: "mark" }));
  return {
    station: "server",
    name: "Server",
    place: "",
    spans: [waits, ...busy, ...pieces],
    self: sum(busy),
  };
}

function stepLane(step: Step, steps: readonly Step[], journey: Journey, to: number): Unmarked {
  const end = Math.min(step.end ?? to, to);
  const inner = steps.filter(({ begin }) => begin > step.begin && begin < end);
  const passed = Math.min(step.passed ?? end, end);
  const called = [
    { begin: passed, end: inner[0]?.begin ?? end },
    ...inner,
    ...journey.operations.values(),
    ...silenceIn(journey, to),
  ];
  const busy = without({ from: step.begin, to: end }, called);
  const waits = union(called, end)
    .map(([from, to]): Span => ({ from: Math.max(from, step.begin), to, kind: "waits" }))
    .filter(({ from, to }) => to > from);
  return {
    station: step.kind === "error-handler" ? "response" : step.kind,
    name: shortNameOfStep(step),
    place: step.place ?? "",
    spans: [...busy, ...waits].sort((a, b) => a.from - b.from),
    self: sum(busy),
    fault: step.kind === "handler" ? faultIn(journey, step.begin, end, ["handler", "client"]) : undefined,
  };
}

type Called = Pick<Step, "begin" | "end">;

/** What works while it waits for nothing of these. */
function without({ from, to }: Omit<Span, "kind">, called: readonly Called[]): Span[] {
  const busy: Span[] = [];
  let at = from;
  for (const [begin, end] of union(called, to)) {
    if (begin > at) busy.push({ from: at, to: begin, kind: "busy" });
    at = Math.max(at, end);
  }
  if (to > at) busy.push({ from: at, to, kind: "busy" });
  return busy.length > 0 ? busy : [{ from, to: from, kind: "busy" }];
}

function silenceIn(journey: Journey, to: number): Called[] {
  const silence = silenceOf(journey, to);
  return silence === undefined ? [] : [{ begin: silence[0], end: silence[1] }];
}

function sum(spans: readonly Span[]): number {
  return spans.reduce((total, { from, to }) => total + to - from, 0);
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

function storeLanes(journey: Journey, to: number): Unmarked[] {
  const { operations } = journey;
  const sorted = [...operations.values()].sort((a, b) => a.begin - b.begin);
  const shown = sorted.length > MOST_OPERATIONS ? sorted.slice(0, MOST_OPERATIONS - 1) : sorted;
  const others = sorted.slice(shown.length);
  const lanes = shown.map((operation): Unmarked => {
    const whole = spanOf(operation, to);
    const parts = partsOf(operation, sorted);
    const own = without(whole, parts);
    const spans: Span[] = parts.length === 0 ? [whole] : [{ ...whole, kind: "waits" }, ...own];
    const fault = faultIn(journey, whole.from, whole.to, ["database"]);
    return { station: "store", name: nameOfOperation(operation), place: "", spans, self: sum(own), fault };
  });
  if (others.length > 0) {
    const spans = others.map((operation) => spanOf(operation, to));
    const self = others.reduce((sum, { begin, end = to }) => sum + end - begin, 0);
    lanes.push({ station: "store", name: `${others.length} more`, place: "", spans, self });
  }
  return lanes;
}

function faultIn({ met }: Journey, from: number, to: number, places: readonly string[]): string | undefined {
  return met.find(({ at, where }) => at >= from && at <= to && places.includes(where))?.title;
}

function spanOf({ begin, end, failed }: Operation, to: number): Span {
  return { from: begin, to: Math.min(end ?? to, to), kind: failed ? "failed" : "busy" };
}

/** A transaction waits for its parts: their time is not its own. */
function partsOf({ begin, end, inTransaction, name }: Operation, all: readonly Operation[]): Operation[] {
  if (inTransaction || name !== "transaction" || end === undefined) return [];
  return all.filter((part) => part.inTransaction && part.begin >= begin && (part.end ?? end) <= end);
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
