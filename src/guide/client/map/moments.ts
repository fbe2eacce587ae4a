// What happens to a request, one moment after the other, and where on the map it is by then. The token on the map
// follows these, and "step by step" goes from one to the next.

import { count, ms, size } from "./format.ts";
import type { Journey } from "./journey.ts";
import type { Operation, Step } from "./journey-parts.ts";

/** The places of the map. */
export type Station = "client" | "server" | "middleware" | "route" | "handler" | "store" | "response";

export interface Moment {
  readonly at: number;
  readonly station: Station;
  /** A sentence. */
  readonly text: string;
}

export function momentsOf(journey: Journey): Moment[] {
  const { request, response, again, ended, operations, steps } = journey;
  const first = momentOfRequest(journey);
  const moments: Moment[] = [
    ...(request === undefined ? [] : [first]),
    ...journey.routes.map(({ at, route, candidates }) => ({
      at,
      station: "server" as const,
      text:
        route === undefined
          ? `The router has looked at ${count(candidates.length, "route")}: none fits so far.`
          : `The router has looked at ${count(candidates.length, "route")} and chosen ${route}. The middleware comes first.`,
    })),
    ...[...steps.values()].flatMap((step) => momentsOfStep(step, journey)),
    ...[...operations.values()].flatMap((operation) => momentsOfOperation(operation, journey)),
    ...journey.body.pieces.map(({ at, total }) => ({
      at,
      station: stationOfStep(innermost(journey, at)),
      text: `A piece of the body has come: ${size(total)} so far.`,
    })),
    ...journey.errors.map(({ at, name, message }) => ({
      at,
      station: hasNoRoute(journey, at) ? ("route" as const) : stationOfStep(innermost(journey, at)),
      text: `${name}: ${message}`,
    })),
  ];
  for (const [i, { at, title, where }] of journey.met.entries()) {
    if (journey.met.findIndex((other) => other.title === title) !== i) continue; // A slow database: many times.
    const station = where === "database" ? "store" : "handler";
    moments.push({ at, station, text: `It meets a fault, made on purpose: ${title}.` });
  }
  if (response !== undefined) {
    const { at, status, reason } = response;
    moments.push({ at, station: "response", text: `The response begins: ${status} ${reason}.` });
  }
  if (again !== undefined) {
    moments.push({
      at: again.at,
      station: "response",
      text: "A second response was given. It does not reach the client.",
    });
  }
  if (ended !== undefined) {
    moments.push({
      at: ended.at,
      station: "client",
      text:
        ended.how === "sent"
          ? "The response is on its way to the client."
          : "The client has left before the response was out.",
    });
  }
  return moments.sort((a, b) => a.at - b.at);
}

/** Where the request is at a time of the server's clock. */
export function stationAt(moments: readonly Moment[], at: number): Station {
  return moments.findLast((moment) => moment.at <= at)?.station ?? "client";
}

/** The stations that the request has been at, one after the other: by these its token travels. */
export function wayOf(moments: readonly Moment[]): Station[] {
  const way: Station[] = ["client"];
  for (const { station } of moments) {
    // It was chosen before the middleware, and is reached when they have passed the request on.
    if (station === "handler" && !way.includes("handler") && !way.includes("route")) way.push("route");
    if (way.at(-1) !== station) way.push(station);
  }
  return way;
}

/** "securityHeaders"; a function without a name has its place: "handler at product-pages.ts:31". */
export function nameOfStep({ kind, name, place }: Pick<Step, "kind" | "name" | "place">): string {
  if (name !== "") return name;
  const what = kind === "error-handler" ? "error handler" : kind;
  return place === undefined ? `a ${what} without a name` : `${what} at ${place.replace(/^.*\//, "")}`;
}

/** The same in little room: "product-pages.ts:31". */
export function shortNameOfStep(step: Pick<Step, "kind" | "name" | "place">): string {
  return step.name || step.place?.replace(/^.*\//, "") || nameOfStep(step);
}

/** "products.find" */
export function nameOfOperation({ collection, name }: Pick<Operation, "collection" | "name">): string {
  return collection === undefined ? name : `${collection}.${name}`;
}

/** The step that the request was at. */
function innermost({ steps }: Journey, at: number): Step | undefined {
  let found: Step | undefined;
  for (const step of steps.values()) {
    const isOpen = step.begin <= at && (step.end === undefined || step.end > at);
    if (isOpen && (found === undefined || step.begin >= found.begin)) found = step;
  }
  return found;
}

function momentOfRequest({ begin, method, target }: Journey): Moment {
  return { at: begin, station: "server", text: `The head of the request has come: ${method} ${target}.` };
}

function momentsOfStep(step: Step, journey: Journey): Moment[] {
  const station = stationOfStep(step);
  const name = nameOfStep(step);
  const begins: Moment = { at: step.begin, station, text: `${name} begins.` };
  const { passed, changed } = step;
  if (passed === undefined) return [begins];
  const did = changed.length === 0 ? "" : `, and has set ${list(changed.map((change) => short(change)))}`;
  const hasNext = [...journey.steps.values()].some(({ begin }) => begin >= passed);
  const isError = journey.errors.some(({ at }) => at >= passed && at - passed < 1);
  const answers = !hasNext && !isError && journey.response !== undefined;
  const text = answers
    ? `${name} answers${did}.`
    : isError
      ? `${name} ends with an error.`
      : `${name} passes the request on${did}.`;
  return [begins, { at: passed, station, text }];
}

function momentsOfOperation(operation: Operation, journey: Journey): Moment[] {
  const { begin, end, failed, records } = operation;
  const name = nameOfOperation(operation);
  const asks: Moment = { at: begin, station: "store", text: `The store is asked: ${name}.` };
  if (end === undefined) return [asks];
  const found = failed
    ? "has failed"
    : records === undefined
      ? "is done"
      : `returns ${count(records, "record")}`;
  const isInside = [...journey.operations.values()].some(
    (other) => other !== operation && other.begin < end && (other.end === undefined || other.end > end),
  );
  const station = isInside ? "store" : stationOfStep(innermost(journey, end));
  return [asks, { at: end, station, text: `${name} ${found} after ${ms(end - begin)}.` }];
}

function stationOfStep(step: Step | undefined): Station {
  if (step === undefined) return "server";
  // An error handler puts the response together.
  return step.kind === "error-handler" ? "response" : step.kind;
}

/** The error is that nothing fits. */
function hasNoRoute({ routes, steps }: Journey, at: number): boolean {
  if (routes.length === 0 || routes.some(({ route }) => route !== undefined)) return false;
  return ![...steps.values()].some(({ kind, begin }) => kind !== "middleware" && begin < at);
}

/** "Content-Type: text/html" is said as "Content-Type": the value stands in the details. */
function short(change: string): string {
  return /^[\w-]+(?=: )/.exec(change)?.[0] ?? change;
}

function list(items: readonly string[]): string {
  if (items.length <= 3) return items.join(", ");
  return `${items.slice(0, 3).join(", ")} and ${items.length - 3} more`;
}
