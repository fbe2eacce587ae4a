// What a journey is made of: its steps, its operations of the store, and its body, as far as they are known.

import type { Excerpt, Place, StepEvent } from "../../trace/events.ts";

export interface Step {
  readonly number: number;
  kind: StepEvent["kind"];
  name: string;
  place: Place;
  begin: number;
  passed: number | undefined;
  end: number | undefined;
  changed: readonly string[];
}

export interface Operation {
  readonly number: number;
  /** "find" */
  name: string;
  collection: string | undefined;
  query: Excerpt | undefined;
  inTransaction: boolean;
  begin: number;
  end: number | undefined;
  result: Excerpt | undefined;
  failed: boolean;
  records: number | undefined;
}

export interface Body {
  bytes: number;
  /** When pieces came, and how much there was of it by then. */
  readonly pieces: { readonly at: number; readonly total: number }[];
  count: number;
  excerpt: Excerpt | undefined;
}

/** The beginning of a step may be lost, and its end be told. */
export function unknownStep(number: number, at: number): Step {
  return {
    number,
    kind: "middleware",
    name: "",
    place: undefined,
    begin: at,
    passed: undefined,
    end: undefined,
    changed: [],
  };
}

export function unknownOperation(number: number, at: number): Operation {
  return {
    number,
    name: "",
    collection: undefined,
    query: undefined,
    inTransaction: false,
    begin: at,
    end: undefined,
    result: undefined,
    failed: false,
    records: undefined,
  };
}
