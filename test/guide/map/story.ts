// Requests told as the tracer tells them, for tests: a story has a clock, and each line of it is an event.

import type { Met } from "../../../src/guide/faults/faults.ts";
import type {
  EndEvent,
  Excerpt,
  RequestEvent,
  StepEvent,
  TraceBatch,
  TraceEvent,
} from "../../../src/guide/trace/events.ts";

type WithoutMoment<E> = E extends TraceEvent ? Omit<E, "id" | "at"> : never;
export type Told = WithoutMoment<TraceEvent>;

export interface StoryOptions {
  readonly id: number;
  /** When its head comes; milliseconds. */
  readonly at?: number;
  readonly method?: string;
  readonly target?: string;
  readonly address?: string;
  readonly fields?: RequestEvent["fields"];
}

/** What has been told of one request, event by event. */
export class Story {
  readonly events: TraceEvent[] = [];
  readonly id: number;
  now: number;
  #steps = 0;
  #operations = 0;

  constructor({
    id,
    at = 1_000,
    method = "GET",
    target = "/products/66432",
    address = "192.168.1.23",
    fields = [],
  }: StoryOptions) {
    this.id = id;
    this.now = at;
    const all = [["Host", "shop.test:3000"], ["Accept", "text/html"], ...fields] as RequestEvent["fields"];
    this.tell({ type: "request", method, target, httpVersion: "1.1", fields: all, address });
  }

  /** Lets time go by. */
  after(milliseconds: number): this {
    this.now += milliseconds;
    return this;
  }

  tell(event: Told): this {
    this.events.push({ ...event, id: this.id, at: this.now } as TraceEvent);
    return this;
  }

  route(route: string | undefined, params: Record<string, string> = {}): this {
    const others = [
      { route: "GET /products", verdict: "the path is longer" },
      { route: "DELETE /products/:id", verdict: "the path fits, but GET is not DELETE" },
    ];
    const candidates = route === undefined ? others : [...others, { route, verdict: "matched" }];
    const place = route === undefined ? undefined : "src/shop/product-pages.ts:31";
    return this.tell({ type: "route", route, params, place, candidates });
  }

  begin(name: string, kind: StepEvent["kind"] = "middleware"): this {
    this.#steps += 1;
    return this.tell({ type: "step", step: this.#steps, kind, name, place: "src/shop/shop.ts:36" });
  }

  pass(...changed: string[]): this {
    return this.tell({ type: "step-passed", step: this.#steps, changed });
  }

  /** A middleware that takes `time` milliseconds and passes the request on. */
  through(name: string, time: number, ...changed: string[]): this {
    return this.begin(name)
      .after(time)
      .pass(...changed);
  }

  /** An operation of the store that takes `time` milliseconds, with the fault that it meets. */
  store(name: string, time: number, options: { records?: number; failed?: boolean; met?: Met } = {}): this {
    const { records = 1, failed = false, met } = options;
    this.#operations += 1;
    const operation = this.#operations;
    const [collection, method = ""] = name.split(".");
    this.tell({
      type: "store",
      operation,
      name: method,
      collection,
      query: excerpt('"66432"'),
      inTransaction: false,
    });
    if (met !== undefined) this.tell({ type: "fault", ...met });
    this.after(time);
    const result = excerpt(failed ? "The database is away." : '{"id":"66432","name":"Soft-touch cover"}');
    return this.tell({ type: "store-end", operation, result, failed, records: failed ? undefined : records });
  }

  respond(status: number, reason: string): this {
    const fields = [
      ["Content-Type", "text/html; charset=utf-8"],
      ["Content-Length", "5728"],
    ] as const;
    return this.tell({ type: "response", status, reason, fields, place: "src/shop/product-pages.ts:41" });
  }

  end(body = "<!doctype html>\n<h1>Soft-touch cover</h1>", how: EndEvent["how"] = "sent"): this {
    for (let step = this.#steps; step > 0; step--) this.tell({ type: "step-end", step });
    return this.tell({ type: "end", how, body: excerpt(body) });
  }
}

/** The page of a product, as Alice asks for it: 6 ms, of which the store takes 3. */
export function productPage(options: StoryOptions): Story {
  return new Story(options)
    .after(0.2)
    .route("GET /products/:id", { id: "66432" })
    .after(0.1)
    .through("logger", 0.1)
    .through("securityHeaders", 0.3, "X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin")
    .begin("productPage", "handler")
    .after(0.5)
    .store("products.get", 2)
    .store("reviews.find", 1, { records: 3 })
    .after(0.8)
    .pass("Content-Type: text/html; charset=utf-8")
    .respond(200, "OK")
    .after(1)
    .end();
}

export function batchOf(
  stories: readonly Story[],
  { life = "4711", seen = stories.length, traced = stories.length }: Partial<TraceBatch> = {},
): TraceBatch {
  const clients: Record<string, number> = {};
  for (const { events } of stories) {
    for (const event of events) {
      if (event.type === "request") clients[event.address] = (clients[event.address] ?? 0) + 1;
    }
  }
  return { life, events: stories.flatMap(({ events }) => events), seen, traced, clients };
}

export function excerpt(text: string): Excerpt {
  return { text, bytes: Buffer.byteLength(text), isWhole: true, isBinary: false };
}
