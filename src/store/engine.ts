// The boundary between a store and what keeps its records: memory, a file, later a database. What crosses it
// is data that has been checked and copied; an engine keeps records, and makes commits whole.

import type { Query, Test } from "./query.ts";
import type { Row } from "./values.ts";

export interface Engine {
  /** Says which fields are unique and which are looked up often. @throws {NotUnique} if they are not. */
  define(collection: string, shape: Shape): void;
  get(collection: string, id: string): Promise<Row | undefined>;
  find(collection: string, query: Query): Promise<Row[]>;
  count(collection: string, where: readonly Test[]): Promise<number>;
  /**
   * Makes all writes in one step, or none, once every read still holds. Resolves when they are durable, with
   * the new record of each (undefined for a delete that found nothing, else the deleted one).
   * @throws {Stale} when a read no longer holds: what was read in between is then visible.
   */
  commit(reads: readonly Read[], writes: readonly Write[]): Promise<(Row | undefined)[]>;
  close(): Promise<void>;
}

export interface Shape {
  readonly unique: readonly string[];
  readonly index: readonly string[];
}

/** What a transaction has seen, so that a commit can tell whether it is still so. */
export type Read =
  | {
      readonly kind: "get";
      readonly collection: string;
      readonly id: string;
      readonly seen: number | undefined;
    }
  | {
      readonly kind: "find";
      readonly collection: string;
      readonly query: Query;
      readonly seen: readonly Row[];
    }
  | {
      readonly kind: "count";
      readonly collection: string;
      readonly where: readonly Test[];
      readonly seen: number;
    };

/** `value` holds fields (all, or for an update those that change); `version` is the one that must be found. */
export type Write =
  | { readonly kind: "insert"; readonly collection: string; readonly id: string; readonly value: Fields }
  | {
      readonly kind: "update" | "replace";
      readonly collection: string;
      readonly id: string;
      readonly value: Fields;
      readonly version: number | undefined;
    }
  | {
      readonly kind: "delete";
      readonly collection: string;
      readonly id: string;
      readonly version: number | undefined;
    };

export type Fields = Readonly<Record<string, unknown>>;
