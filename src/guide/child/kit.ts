// What an app of the kit tells besides: which route, and why; each step, and what it changed; errors; mistakes.

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Request, Route, Traces } from "../../index.ts";
import type { Exchange, Exchanges, OpenStep } from "./exchanges.ts";
import { safely } from "./safely.ts";
import { describeChanges, takeSnapshot } from "./snapshot.ts";

type Listeners = { readonly [Name in keyof Traces]?: (message: Traces[Name]) => void };

export function watchKit(exchanges: Exchanges): () => void {
  const open = new WeakMap<object, OpenStep>();
  const listeners: Listeners = {
    "roundtrip:route": (message) => tellRoute(exchanges, message),
    "roundtrip:step:start": (message) => {
      const step = tellStep(exchanges, message);
      if (step !== undefined) open.set(message, step);
    },
    "roundtrip:step:end": (message) => {
      const step = open.get(message);
      if (step !== undefined) tellStepEnd(exchanges, message, step);
    },
    "roundtrip:error": ({ req, res, error }) => {
      const exchange = exchanges.of(res);
      if (exchange === undefined) return;
      tellPassed(exchanges, exchange, req, res); // The status that stands for the error comes after it.
      exchanges.tellError(exchange, error);
    },
    "roundtrip:report": (report) => tellReport(exchanges, report),
  };
  const all = (Object.entries(listeners) as [string, (message: unknown) => void][]).map(
    ([name, listener]) => [name, safely(listener)] as const,
  );
  for (const [name, listener] of all) subscribe(name, listener);
  return () => {
    for (const [name, listener] of all) unsubscribe(name, listener);
  };
}

function tellRoute(exchanges: Exchanges, message: Traces["roundtrip:route"]): void {
  const { req, res, route } = message;
  const exchange = exchanges.of(res);
  if (exchange === undefined) return;
  exchanges.tell({
    type: "route",
    id: exchange.id,
    at: performance.now(),
    route: route && nameOf(route, req),
    place: exchanges.places.ofError(route?.place),
    params: Object.fromEntries(
      Object.entries(message.params).map(([name, value]) => [name, [value].flat().join("/")]),
    ),
    candidates: message.candidates.map(({ route, verdict }) => ({ route: nameOf(route, req), verdict })),
  });
}

/** "GET /api/products/:id", also for an app that is mounted at "/api". */
function nameOf({ method, path }: Route, { baseUrl }: Request): string {
  return `${method} ${baseUrl}${path}`;
}

function tellStep(
  exchanges: Exchanges,
  { req, res, step, error }: Traces["roundtrip:step:start"],
): OpenStep | undefined {
  const exchange = exchanges.of(res);
  if (exchange === undefined) return undefined;
  tellPassed(exchanges, exchange, req, res);
  exchange.steps += 1;
  const open: OpenStep = { step: exchange.steps, before: takeSnapshot(req, res) };
  exchange.openSteps.push(open);
  const kind = error !== undefined ? "error-handler" : step.route !== undefined ? "handler" : "middleware";
  const { name } = step;
  const place = exchanges.places.ofError(step.place);
  exchanges.tell({
    type: "step",
    id: exchange.id,
    at: performance.now(),
    step: open.step,
    kind,
    name,
    place,
  });
  return open;
}

/** The step that has the request passes it on, or has answered. */
export function tellPassed(
  exchanges: Exchanges,
  { id, openSteps }: Exchange,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const open = openSteps.at(-1);
  if (open?.before === undefined) return;
  const changed = describeChanges(open.before, takeSnapshot(req, res));
  open.before = undefined;
  exchanges.tell({ type: "step-passed", id, at: performance.now(), step: open.step, changed });
}

function tellStepEnd(exchanges: Exchanges, { req, res }: Traces["roundtrip:step:end"], open: OpenStep): void {
  const exchange = exchanges.of(res);
  if (exchange === undefined) return;
  const { id, openSteps } = exchange;
  if (openSteps.at(-1) === open) tellPassed(exchanges, exchange, req, res);
  const index = openSteps.indexOf(open);
  if (index !== -1) openSteps.splice(index, 1);
  exchanges.tell({ type: "step-end", id, at: performance.now(), step: open.step });
}

/** What the kit says of mistakes. A second response has two places; the rest is told as an error. */
function tellReport(exchanges: Exchanges, report: Traces["roundtrip:report"]): void {
  const exchange = exchanges.of(report.res);
  if (exchange === undefined) return;
  const { kind, message, error, places } = report;
  if (kind === "second-response") {
    const [first, again] = [places?.first, places?.again].map((place) => exchanges.places.ofError(place));
    exchanges.tellAgain(exchange, first, again);
  } else {
    exchanges.tellError(exchange, error ?? Object.assign(new Error(message), { name: kind, stack: "" }));
  }
}
