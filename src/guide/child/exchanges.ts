// The requests that are told in full: what is known of each, and which of them the running code belongs to.

import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { BodyEvent, Place, TraceEvent } from "../trace/events.ts";
import type { Budget } from "./budget.ts";
import { Collector } from "./excerpt.ts";
import type { Outbox } from "./outbox.ts";
import type { Places } from "./places.ts";
import type { Snapshot } from "./snapshot.ts";

/** A step that has the request, or waits for what its `next()` has called. */
export interface OpenStep {
  readonly step: number;
  /** How things stood when it began; undefined once it has passed the request on. */
  before: Snapshot | undefined;
}

/** It holds neither the request nor the response: whoever keeps it keeps nothing large. */
export class Exchange {
  readonly id: number;
  readonly beganAt = performance.now();
  readonly requestBody = new Collector();
  readonly responseBody = new Collector();
  readonly openSteps: OpenStep[] = [];
  steps = 0;
  operations = 0;
  /** The event of the last piece of the body, and the number of the batch in which it stands. */
  lastPiece: { readonly event: BodyEvent & { bytes: number }; readonly batch: number } | undefined =
    undefined;
  hasHead = false;
  /** Where the response was given. */
  place: Place = undefined;
  /** node:http calls its own methods from within: only the outermost call is the program's. */
  depth = 0;
  hasToldAgain = false;
  /** Its response is closed. What still runs for it is not told. */
  isOver = false;
  /** The last error that was told: several channels may know of it. */
  toldError: unknown = undefined;

  constructor(id: number) {
    this.id = id;
  }
}

/** How long the code of a request is followed; milliseconds. One that hangs must not make others slower for ever. */
const FOLLOWED = 5_000;

export interface ExchangesOptions {
  readonly outbox: Outbox;
  readonly places: Places;
  readonly budget: Budget;
  readonly nextId: () => number;
}

export class Exchanges {
  readonly outbox: Outbox;
  readonly places: Places;
  readonly #budget: Budget;
  readonly #nextId: () => number;
  #byMessage = new WeakMap<IncomingMessage | ServerResponse, Exchange>();
  #isOver = false;
  /** On only while a request is followed: with it, each promise of the whole process costs more. */
  readonly #context = new AsyncLocalStorage<Exchange | undefined>();
  readonly #followed = new Set<Exchange>();
  #timer: NodeJS.Timeout | undefined;
  /** The request whose listener runs now, for the first time. What it throws leaves the context before it is heard. */
  #beginning: Exchange | undefined;

  constructor({ outbox, places, budget, nextId }: ExchangesOptions) {
    this.outbox = outbox;
    this.places = places;
    this.#budget = budget;
    this.#nextId = nextId;
  }

  /** A request has come. Undefined when it is not told in full. */
  begin(req: IncomingMessage, res: ServerResponse, address: string): Exchange | undefined {
    const id = this.#nextId();
    const isTraced = !this.outbox.isFull && this.#budget.take(performance.now());
    this.outbox.count(address, isTraced);
    if (!isTraced) {
      // The connection's last request may have been one that is told.
      if (this.#context.getStore() !== undefined) this.#context.enterWith(undefined);
      return undefined;
    }
    const exchange = new Exchange(id);
    this.#byMessage.set(req, exchange).set(res, exchange);
    this.#context.enterWith(exchange);
    this.#followed.add(exchange);
    this.#timer ??= setInterval(() => this.#look(), FOLLOWED / 5).unref();
    this.#beginning = exchange;
    process.nextTick(() => {
      this.#beginning = undefined;
    });
    return exchange;
  }

  tell(event: TraceEvent): void {
    if (!this.#isOver) this.outbox.add(event);
  }

  of(message: IncomingMessage | ServerResponse): Exchange | undefined {
    return this.#byMessage.get(message);
  }

  /** The request that the running code belongs to. */
  current(): Exchange | undefined {
    const exchange = this.#context.getStore() ?? this.#beginning;
    return exchange?.isOver === true ? undefined : exchange;
  }

  /** The response is closed. */
  finish(exchange: Exchange): void {
    exchange.isOver = true;
    exchange.openSteps.length = 0; // What they hold is not needed any more.
    this.#leave(exchange);
  }

  tellError(exchange: Exchange, thrown: unknown): void {
    if (thrown === exchange.toldError) return;
    exchange.toldError = thrown;
    const error = thrown instanceof Error ? thrown : undefined;
    this.tell({
      type: "error",
      id: exchange.id,
      at: performance.now(),
      name: String(error?.name ?? "Thrown"),
      message: String(error === undefined ? thrown : error.message).slice(0, 1_000),
      place: this.places.ofError(error),
    });
  }

  /** A response to a request that has one. It is told once: a loop may write a thousand times. */
  tellAgain(exchange: Exchange, first: Place, second: Place): void {
    if (exchange.hasToldAgain) return;
    exchange.hasToldAgain = true;
    const at = performance.now();
    this.tell({ type: "again", id: exchange.id, at, first: exchange.place ?? first, second });
  }

  /** What was begun is not told to its end. */
  end(): void {
    this.#isOver = true;
    this.#byMessage = new WeakMap();
    for (const exchange of this.#followed) this.#leave(exchange);
  }

  #look(): void {
    const now = performance.now();
    for (const exchange of this.#followed) if (now - exchange.beganAt > FOLLOWED) this.#leave(exchange);
  }

  #leave(exchange: Exchange): void {
    this.#followed.delete(exchange);
    if (this.#followed.size > 0) return;
    this.#context.disable();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
