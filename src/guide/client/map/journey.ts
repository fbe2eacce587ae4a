// One request's journey, put together of what the tracer tells. Nothing here relies on the order in which events
// come, nor on all of them coming: the pipe may drop some, and a new connection tells some again.

import type {
  AgainEvent,
  EndEvent,
  ErrorEvent,
  Excerpt,
  FaultEvent,
  RequestEvent,
  ResponseEvent,
  RouteEvent,
  TraceEvent,
} from "../../trace/events.ts";
import { type Body, type Operation, type Step, unknownOperation, unknownStep } from "./journey-parts.ts";

/** More pieces of a body are counted, but not kept one by one. */
const KEPT_PIECES = 200;
/** More events of one request are not read: a loop may answer a thousand times. */
const KEPT_EVENTS = 1_000;

/**
 * "open": under way. "sent": the response is out. "left": the client was gone before. "stopped": the server's process
 * ended before it. "lost": nothing was heard of it for so long that it counts as over.
 */
export type Outcome = "open" | "sent" | "left" | "stopped" | "lost";

export class Journey {
  /** Of the process, and of the request in it. */
  readonly key: string;
  readonly id: number;
  readonly life: string;
  /** When the server had been started again last, before this life of it; 0 for never. Milliseconds since 1970. */
  readonly restarted: number;
  request: RequestEvent | undefined;
  readonly body: Body = { bytes: 0, pieces: [], count: 0, excerpt: undefined };
  readonly routes: RouteEvent[] = [];
  readonly steps = new Map<number, Step>();
  readonly operations = new Map<number, Operation>();
  readonly errors: ErrorEvent[] = [];
  /** Faults that were on on purpose, and that it has met. */
  readonly met: FaultEvent[] = [];
  response: ResponseEvent | undefined;
  again: AgainEvent | undefined;
  ended: EndEvent | undefined;
  /** How it was closed without an end of its own. */
  closed: "stopped" | "lost" | undefined;
  /** Of the first event that is known, and of the last; milliseconds on the server's clock. */
  begin = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  /** When this page heard of it last; milliseconds on the page's clock. */
  heard = 0;
  /** Grows with each event: who has drawn it knows by this whether to draw it again. */
  version = 0;
  readonly #known = new Set<string>();

  constructor(life: string, id: number, restarted = 0) {
    this.key = `${life}#${id}`;
    this.id = id;
    this.life = life;
    this.restarted = restarted;
  }

  get outcome(): Outcome {
    return this.ended?.how ?? this.closed ?? "open";
  }

  /** Where the response is awaited. */
  get isWaiting(): boolean {
    return this.outcome === "open" && this.response === undefined;
  }

  /** Whether its server tells what happens inside: only an app of the kit does. */
  get tellsInside(): boolean {
    return this.routes.length > 0 || this.steps.size > 0;
  }

  get method(): string {
    return this.request?.method ?? "";
  }

  get target(): string {
    return this.request?.target ?? "";
  }

  get address(): string {
    return this.request?.address ?? "";
  }

  /** The titles of the faults that it has met, each once. */
  get faults(): string[] {
    return [...new Set(this.met.map(({ title }) => title))];
  }

  /** The route that was chosen: in a mounted app, the inner one. */
  get route(): RouteEvent | undefined {
    return this.routes.findLast(({ route }) => route !== undefined) ?? this.routes.at(-1);
  }

  /** Returns whether the event was new. */
  add(event: TraceEvent, now: number): boolean {
    const key = keyOf(event);
    if (this.#known.has(key) || this.#known.size >= KEPT_EVENTS) return false;
    this.#known.add(key);
    this.begin = Math.min(this.begin, event.at);
    this.last = Math.max(this.last, event.at);
    this.heard = now;
    this.closed = undefined; // It lives after all.
    this.version += 1;
    this.#take(event);
    return true;
  }

  close(how: "stopped" | "lost"): void {
    if (this.outcome !== "open") return;
    this.closed = how;
    this.version += 1;
  }

  #take(event: TraceEvent): void {
    switch (event.type) {
      case "request":
        this.request = event;
        break;
      case "body":
        this.#takeBody(event.at, event.bytes, event.soFar);
        break;
      case "route":
        this.routes.push(event);
        break;
      case "step": {
        const { kind, name, place, at } = event;
        Object.assign(this.#step(event.step, at), { kind, name, place, begin: at });
        break;
      }
      case "step-passed":
        Object.assign(this.#step(event.step, event.at), { passed: event.at, changed: event.changed });
        break;
      case "step-end":
        this.#step(event.step, event.at).end = event.at;
        break;
      case "store": {
        const { name, collection, query, inTransaction = false, at } = event;
        Object.assign(this.#operation(event.operation, at), {
          name,
          collection,
          query,
          inTransaction,
          begin: at,
        });
        break;
      }
      case "store-end": {
        const { result, failed, records, at } = event;
        Object.assign(this.#operation(event.operation, at), { result, failed, records, end: at });
        break;
      }
      case "error":
        this.errors.push(event);
        break;
      case "fault":
        this.met.push(event);
        break;
      case "response":
        this.response = event;
        break;
      case "again":
        this.again = event;
        break;
      case "end":
        this.ended = event;
        break;
    }
  }

  #takeBody(at: number, bytes: number, soFar: Excerpt | undefined): void {
    const { body } = this;
    body.bytes += bytes;
    body.count += 1;
    if (soFar !== undefined) body.excerpt = soFar;
    if (body.pieces.length < KEPT_PIECES) body.pieces.push({ at, total: body.bytes });
  }

  #step(number: number, at: number): Step {
    const step = this.steps.get(number) ?? unknownStep(number, at);
    this.steps.set(number, step);
    return step;
  }

  #operation(number: number, at: number): Operation {
    const operation = this.operations.get(number) ?? unknownOperation(number, at);
    this.operations.set(number, operation);
    return operation;
  }
}

/** Tells the events of one request apart. */
function keyOf(event: TraceEvent): string {
  const part = "step" in event ? event.step : "operation" in event ? event.operation : "";
  return `${event.type} ${event.at} ${part}`;
}
