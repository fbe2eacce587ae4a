// One collection in memory: its records by id, and its indexes, which change nothing but the time a find takes.

import type { Shape } from "./engine.ts";
import { InvalidValue, NotUnique } from "./errors.ts";
import { byKeys, isAfter, matches, type Query, type Test } from "./query.ts";
import type { Row } from "./values.ts";

/** Up to this many records are kept sorted while looking; more are sorted at the end. */
const FEW = 1000;

type Index = Map<unknown, Set<string>>;

export class Table {
  readonly name: string;
  readonly rows = new Map<string, Row>();
  #unique = new Map<string, Map<unknown, string>>();
  #indexes = new Map<string, Index>();

  constructor(name: string) {
    this.name = name;
  }

  /**
   * Builds the indexes over what is there. Returns a function that brings back those of before, as long as the
   * records are the same. @throws {NotUnique} and leaves them as they were.
   */
  define({ unique, index }: Shape): () => void {
    const before = [this.#unique, this.#indexes] as const;
    const undefine = () => {
      [this.#unique, this.#indexes] = before;
    };
    this.#unique = new Map(unique.map((field) => [field, new Map()]));
    this.#indexes = new Map(index.map((field) => [field, new Map()]));
    try {
      for (const row of this.rows.values()) {
        this.#checkUnique(row);
        this.#link(row);
      }
      return undefine;
    } catch (error) {
      undefine();
      throw error;
    }
  }

  /** Puts a record in the place of the one with its id. @throws {NotUnique} and changes nothing. */
  put(row: Row): void {
    this.#checkUnique(row);
    this.restore(row.id, row);
  }

  /** As put and delete, without a look at what is unique: for states that have been checked. */
  restore(id: string, row: Row | undefined): void {
    const before = this.rows.get(id);
    if (before !== undefined) this.#unlink(before);
    if (row === undefined) {
      this.rows.delete(id);
    } else {
      this.rows.set(id, row);
      this.#link(row);
    }
  }

  find(query: Query): Row[] {
    const { where, sort, limit } = query;
    const order = byKeys(sort);
    const found: Row[] = [];
    for (const row of this.#candidates(where)) {
      if (!matches(row, where) || !isAfter(row, query)) continue;
      if (limit > FEW) found.push(row);
      else keep(found, row, limit, order);
    }
    return limit > FEW ? found.sort(order).slice(0, limit) : found;
  }

  count(where: readonly Test[]): number {
    if (where.length === 0) return this.rows.size;
    let count = 0;
    for (const row of this.#candidates(where)) if (matches(row, where)) count++;
    return count;
  }

  /** The fewest records that an index can name for these tests; all of them without an index. */
  #candidates(where: readonly Test[]): Iterable<Row> {
    let best: Set<string> | undefined;
    for (const { path, operator, value } of where) {
      if (path.length > 1 || (operator !== "eq" && operator !== "in")) continue;
      const ids = this.#lookUp(path[0] as string, operator === "in" ? (value as unknown[]) : [value]);
      if (ids !== undefined && (best === undefined || ids.size < best.size)) best = ids;
    }
    if (best === undefined) return this.rows.values();
    return [...best].flatMap((id) => this.rows.get(id) ?? []);
  }

  #lookUp(field: string, values: readonly unknown[]): Set<string> | undefined {
    if (field === "id") return new Set(values as string[]);
    if (values.includes(null)) return undefined; // Records without the field are in no index.
    const unique = this.#unique.get(field);
    if (unique !== undefined) return new Set(values.flatMap((value) => unique.get(value) ?? []));
    const index = this.#indexes.get(field);
    if (index === undefined) return undefined;
    if (values.length === 1) return index.get(values[0]) ?? new Set();
    return new Set(values.flatMap((value) => [...(index.get(value) ?? [])]));
  }

  #checkUnique(row: Row): void {
    for (const [field, owners] of this.#unique) {
      const value = own(row, field);
      if (typeof value === "object" && value !== null) {
        throw new InvalidValue(
          field,
          `The ${field} of "${this.name}" is unique, so it is text, a number, true, false or null, not a list or an object.`,
        );
      }
      const owner = owners.get(value);
      if (owner !== undefined && owner !== row.id) throw new NotUnique(this.name, field, value);
    }
  }

  #link(row: Row): void {
    for (const [field, owners] of this.#unique) {
      const value = own(row, field);
      if (value !== null) owners.set(value, row.id);
    }
    for (const [field, index] of this.#indexes) {
      const value = own(row, field);
      if (value === null) continue;
      const ids = index.get(value);
      if (ids === undefined) index.set(value, new Set([row.id]));
      else ids.add(row.id);
    }
  }

  #unlink(row: Row): void {
    for (const [field, owners] of this.#unique) {
      const value = own(row, field);
      if (owners.get(value) === row.id) owners.delete(value);
    }
    for (const [field, index] of this.#indexes) {
      const value = own(row, field);
      const ids = index.get(value);
      if (ids?.delete(row.id) && ids.size === 0) index.delete(value);
    }
  }
}

/** Puts a record into its place among the best, of which there are at most `limit`. */
function keep(best: Row[], row: Row, limit: number, order: (a: Row, b: Row) => number): void {
  const last = best[limit - 1];
  if (limit === 0 || (last !== undefined && order(row, last) > 0)) return;
  let [low, high] = [0, best.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(row, best[middle] as Row) < 0) high = middle;
    else low = middle + 1;
  }
  best.splice(low, 0, row);
  if (best.length > limit) best.pop();
}

function own(row: Row, field: string): unknown {
  return Object.hasOwn(row, field) ? row[field] : null;
}
