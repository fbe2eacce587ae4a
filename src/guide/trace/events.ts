// What a traced server tells of its requests, step by step. The tracer in its process makes these, the guide passes
// them on, and the page puts them together again to the journey of each request.

import type { Met } from "../faults/faults.ts";

/** A header section as it was on the wire: order, repetitions and upper case kept. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** "shop/product-pages.ts:31". Undefined where none is known. */
export type Place = string | undefined;

interface Moment {
  /** The number of the request, counted from 1 in the life of its process. */
  readonly id: number;
  /** Milliseconds since the process began, with fractions; the same clock for all that it tells. */
  readonly at: number;
}

/** A text that may be long or no text at all. */
export interface Excerpt {
  /** The beginning of it. */
  readonly text: string;
  /** Of the whole; bytes. Undefined where nobody has counted: of a value that is too large to be written as a whole. */
  readonly bytes: number | undefined;
  /** Whether `text` is all of it. */
  readonly isWhole: boolean;
  /** Bytes that are no text: then `text` is empty. */
  readonly isBinary: boolean;
}

/** The request's head has come; nothing has run yet. */
export interface RequestEvent extends Moment {
  readonly type: "request";
  readonly method: string;
  /** As it stood in the request line. */
  readonly target: string;
  readonly httpVersion: string;
  readonly fields: Fields;
  /** The address of the client: "192.168.1.23". */
  readonly address: string;
}

/** A piece of the request's body has come, or several of a large one. */
export interface BodyEvent extends Moment {
  readonly type: "body";
  /** Of this piece. */
  readonly bytes: number;
  /** What has come so far, in the first pieces; undefined when the excerpt is full. */
  readonly soFar?: Excerpt | undefined;
}

/** The router has chosen. Only an app of the kit tells this; an app that is mounted in it tells it again. */
export interface RouteEvent extends Moment {
  readonly type: "route";
  /** "GET /products/:id"; undefined when none fits. */
  readonly route: string | undefined;
  readonly place: Place;
  readonly params: Readonly<Record<string, string>>;
  /** All routes, with "matched" or the reason why not. */
  readonly candidates: readonly { readonly route: string; readonly verdict: string }[];
}

/** A middleware or a handler begins. Steps are nested: what `next()` calls ends before its caller. */
export interface StepEvent extends Moment {
  readonly type: "step";
  /** The number of the step within its request, from 1. */
  readonly step: number;
  readonly kind: "middleware" | "handler" | "error-handler";
  /** Its function's name; "" for one without. */
  readonly name: string;
  readonly place: Place;
}

/** It has passed the request on with `next()`, or has answered or returned without. */
export interface StepPassedEvent extends Moment {
  readonly type: "step-passed";
  readonly step: number;
  /** What it did before that: "Content-Security-Policy: default-src 'self'", "req.body", "status 201". */
  readonly changed: readonly string[];
}

/** It has ended, and all that came after its `next()`. */
export interface StepEndEvent extends Moment {
  readonly type: "step-end";
  readonly step: number;
}

export interface StoreEvent extends Moment {
  readonly type: "store";
  /** The number of the operation within its request, from 1. */
  readonly operation: number;
  /** "find" */
  readonly name: string;
  /** "products"; undefined for a transaction. */
  readonly collection: string | undefined;
  /** What it was called with, as JSON; an array where that was more than one value. */
  readonly query: Excerpt;
  /** Whether it is a part of a transaction, which is an operation of its own around it. */
  readonly inTransaction: boolean;
}

export interface StoreEndEvent extends Moment {
  readonly type: "store-end";
  readonly operation: number;
  /** What it returned, as JSON; or the message of its error. */
  readonly result: Excerpt;
  readonly failed: boolean;
  /** How many records it returned; undefined where that says nothing. */
  readonly records: number | undefined;
}

/** Something was thrown or given to `next(error)`, or the kit has seen a mistake: then its kind is the name. */
export interface ErrorEvent extends Moment {
  readonly type: "error";
  readonly name: string;
  readonly message: string;
  readonly place: Place;
}

/** It has met a fault that is on on purpose. Of the database, each of its operations tells that. */
export interface FaultEvent extends Moment, Met {
  readonly type: "fault";
}

/** The head of the response was given. */
export interface ResponseEvent extends Moment {
  readonly type: "response";
  readonly status: number;
  readonly reason: string;
  readonly fields: Fields;
  /** The line of the code that answered. */
  readonly place: Place;
}

/** A response was given to a request that has one. It has not reached the client. */
export interface AgainEvent extends Moment {
  readonly type: "again";
  readonly first: Place;
  readonly second: Place;
}

/** The exchange is over. */
export interface EndEvent extends Moment {
  readonly type: "end";
  /** "sent": the response is out; "left": the client was gone before. */
  readonly how: "sent" | "left";
  /** The response's body. */
  readonly body: Excerpt;
}

export type TraceEvent =
  | RequestEvent
  | BodyEvent
  | RouteEvent
  | StepEvent
  | StepPassedEvent
  | StepEndEvent
  | StoreEvent
  | StoreEndEvent
  | ErrorEvent
  | FaultEvent
  | ResponseEvent
  | AgainEvent
  | EndEvent;

/** What the tracer sends, several times a second while it is watched. */
export interface TraceBatch {
  /** Tells one life of the server from the next: its process id and when it began. */
  readonly life: string;
  readonly events: readonly TraceEvent[];
  /** Requests since the last batch: all, and those of which there are events. More than a sample cannot be shown. */
  readonly seen: number;
  readonly traced: number;
  /** How many requests each client has sent since the last batch, by its address. */
  readonly clients: Readonly<Record<string, number>>;
}
