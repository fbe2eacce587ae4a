// Queries: what find() and count() are asked, as data. Checked here once; engines see the checked form, which
// says the same to a loop over memory and to SQL.

import { StoreError } from "./errors.ts";
import type { Row } from "./values.ts";

export type Scalar = string | number | boolean | null;

/** A missing field counts as null. `lt` and its like compare numbers with numbers and text with text. */
export interface Operators<V> {
  readonly eq?: V | null;
  readonly ne?: V | null;
  readonly lt?: V;
  readonly lte?: V;
  readonly gt?: V;
  readonly gte?: V;
  readonly in?: readonly (V | null)[];
  readonly notIn?: readonly (V | null)[];
  /** Text that is a part of the field's text. */
  readonly contains?: string;
  readonly startsWith?: string;
}

type Condition<V> = Extract<V, Scalar> | null | Operators<Extract<V, Scalar>>;

/** All of these must hold. A dot leads into an object: `{ "address.city": "Oslo" }`. */
export type Where<T> = { readonly [K in keyof T]?: Condition<T[K]> } & {
  readonly id?: Condition<string>;
  readonly version?: Condition<number>;
  readonly [path: `${string}.${string}`]: Condition<Scalar>;
};

export interface FindOptions<T> {
  readonly where?: Where<T>;
  /** A field, with "-" before it for the largest first; or several. What is equal, stands by id. */
  readonly sort?: SortField<T> | readonly SortField<T>[];
  readonly limit?: number;
  /** The last record of the page before, or its id: the records that come after it are found. */
  readonly after?: string | ({ readonly id: string } & Partial<T>);
}

type Field<T> = (keyof T & string) | "id" | "version" | `${string}.${string}`;
export type SortField<T> = Field<T> | `-${Field<T>}`;

export type Operator = keyof Operators<unknown>;

export interface Test {
  readonly path: readonly string[];
  readonly operator: Operator;
  /** A list of scalars for `in` and `notIn`, else a scalar. */
  readonly value: Scalar | readonly Scalar[];
}

export interface SortKey {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** The checked form of FindOptions. `sort` always ends with the id, so that no two records are equal. */
export interface Query {
  readonly where: readonly Test[];
  readonly sort: readonly SortKey[];
  readonly limit: number;
  /** The values of the sort keys of the record after which to begin. */
  readonly after: readonly unknown[] | undefined;
}

const OPERATORS: readonly string[] = [
  "eq",
  "ne",
  "lt",
  "lte",
  "gt",
  "gte",
  "in",
  "notIn",
  "contains",
  "startsWith",
] satisfies Operator[];

const BY_ID: SortKey = { path: ["id"], descending: false };

/** @throws {StoreError} for what no store understands. */
export function checkWhere(where: unknown): Test[] {
  if (where === undefined) return [];
  if (typeof where !== "object" || where === null || Array.isArray(where)) {
    throw invalid(`"where" is an object such as { price: { lt: 2000 } }, not ${JSON.stringify(where)}.`);
  }
  return Object.entries(where).flatMap(([field, condition]) => checkCondition(field, condition));
}

function checkCondition(field: string, condition: unknown): Test[] {
  const path = field.split(".");
  if (isScalar(condition)) return [{ path, operator: "eq", value: condition }];
  // Undefined could mean "whatever", and a forgotten value would then find everybody's records.
  if (typeof condition !== "object" || Array.isArray(condition)) {
    throw invalid(
      `"where" asks ${field} to be ${condition === undefined ? "undefined" : JSON.stringify(condition)}. ` +
        "Give text, a number, true, false, null, or operators; leave the field out to ask nothing of it.",
    );
  }
  return Object.entries(condition as object).map(([operator, value]) => {
    if (!OPERATORS.includes(operator)) {
      throw invalid(
        `"where" knows no operator "${operator}" (for ${field}). It knows ${OPERATORS.join(", ")}.`,
      );
    }
    const test = { path, operator, value } as Test;
    const isList = operator === "in" || operator === "notIn";
    if (isList ? Array.isArray(value) && value.every(isScalar) : isScalar(value)) return test;
    const wanted = isList
      ? "a list of texts, numbers, true, false or null"
      : "text, a number, true, false or null";
    throw invalid(`"where" compares ${field} by "${operator}" with something that is not ${wanted}.`);
  });
}

/** All but `after`, which can need a look into the store. @throws {StoreError} */
export function checkOptions(options: FindOptions<never>): Omit<Query, "after"> {
  const { limit = Infinity, sort = [] } = options;
  if (limit !== Infinity && !(Number.isSafeInteger(limit) && limit >= 0)) {
    throw invalid(`"limit" is a whole number from 0, not ${String(limit)}.`);
  }
  const fields: unknown[] = Array.isArray(sort) ? sort : [sort];
  const keys = fields.map((field) => {
    if (typeof field !== "string" || field === "" || field === "-") {
      throw invalid(`"sort" takes fields, such as "name" or "-price", not ${JSON.stringify(field)}.`);
    }
    const descending = field.startsWith("-");
    return { path: (descending ? field.slice(1) : field).split("."), descending };
  });
  return { where: checkWhere(options.where), sort: [...keys, BY_ID], limit };
}

/** The values by which a record has its place in the order of a query. */
export function position(sort: readonly SortKey[], record: object): unknown[] {
  return sort.map(({ path }) => valueAt(record, path));
}

export function matches(row: Row, where: readonly Test[]): boolean {
  for (const { path, operator, value } of where) {
    if (!holds(valueAt(row, path), operator, value)) return false;
  }
  return true;
}

/** A comparison for Array.sort. */
export function byKeys(sort: readonly SortKey[]): (a: Row, b: Row) => number {
  // Most pairs differ in their first key: the others are looked at only when it is equal.
  return (a, b) => {
    for (const { path, descending } of sort) {
      const order = compare(valueAt(a, path), valueAt(b, path));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

export function isAfter(row: Row, { sort, after }: Query): boolean {
  return after === undefined || comparePositions(sort, position(sort, row), after) > 0;
}

function comparePositions(sort: readonly SortKey[], a: readonly unknown[], b: readonly unknown[]): number {
  for (const [i, { descending }] of sort.entries()) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** Nothing, then false, true, numbers, text by its code units; lists and objects are all equal. */
function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const kinds = rank(a) - rank(b);
  if (kinds !== 0 || rank(a) === 4) return kinds;
  return (a as string) < (b as string) ? -1 : 1;
}

function rank(value: unknown): number {
  if (value === null) return 0;
  switch (typeof value) {
    case "boolean":
      return 1;
    case "number":
      return 2;
    case "string":
      return 3;
    default:
      return 4;
  }
}

function holds(found: unknown, operator: Operator, value: Test["value"]): boolean {
  if (operator === "eq") return found === value;
  if (operator === "ne") return found !== value;
  if (operator === "in") return (value as readonly unknown[]).includes(found);
  if (operator === "notIn") return !(value as readonly unknown[]).includes(found);
  if (typeof found !== typeof value || (typeof found !== "string" && typeof found !== "number")) return false;
  if (operator === "contains") return String(found).includes(String(value));
  if (operator === "startsWith") return String(found).startsWith(String(value));
  const order = compare(found, value);
  if (operator === "lt") return order < 0;
  if (operator === "lte") return order <= 0;
  return operator === "gt" ? order > 0 : order >= 0;
}

/** Null for what is missing. Only a record's own fields count, never what objects inherit. */
function valueAt(record: object, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return value ?? null;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

function invalid(message: string): StoreError {
  return new StoreError("invalid-query", message);
}
