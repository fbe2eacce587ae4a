// What goes into a store: a frozen copy, made of what JSON can carry. The caller's object stays the caller's.

import { InvalidValue } from "./errors.ts";

/** A record as it is stored: its fields, its id, and the number of its last change. Frozen, all the way down. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

/** Deeper values would overflow the stack of whoever walks them, JSON.stringify included. */
const DEEPEST = 200;

/**
 * A frozen copy of a record's fields, without `id` and `version`, which the store keeps.
 * @throws {InvalidValue} naming the path of what JSON cannot carry.
 */
export function copyFields(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isPlainObject(value)) {
    throw new InvalidValue("", `${what} takes an object with the record's fields, not ${describe(value)}.`);
  }
  const { id: _id, version: _version, ...fields } = value;
  refuseOddKeys(value, "");
  return copyObject(fields, "", [value]);
}

/** @throws {InvalidValue} for what is no id. */
export function checkId(id: unknown): string {
  if (typeof id === "string" && id !== "") return id;
  const given = id === "" ? "an empty string" : describe(id);
  throw new InvalidValue("id", `An id is a string, such as "42", not ${given}. Use String(id) for a number.`);
}

export function isVersion(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function copy(value: unknown, path: string, above: readonly object[]): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value === 0 ? 0 : value; // JSON has no -0.
  if (typeof value !== "object") throw refused(value, path);
  if (above.includes(value)) {
    throw new InvalidValue(
      path,
      `The value at ${path} contains itself. JSON cannot carry that: store an id instead.`,
    );
  }
  if (above.length > DEEPEST) {
    throw new InvalidValue(
      path,
      `The value at ${path.slice(0, 80)}… is nested more than ${DEEPEST} levels deep.`,
    );
  }
  if (Array.isArray(value)) {
    // Array.from visits holes too, which are refused as undefined.
    return Object.freeze(Array.from(value, (item, i) => copy(item, `${path}[${i}]`, [...above, value])));
  }
  if (!isPlainObject(value)) throw refused(value, path);
  refuseOddKeys(value, path);
  return copyObject(value, path, [...above, value]);
}

function copyObject(
  value: object,
  path: string,
  above: readonly object[],
): Readonly<Record<string, unknown>> {
  const made: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    made[key] = copy(item, path === "" ? key : `${path}.${key}`, above);
  }
  return Object.freeze(made);
}

/** A key named __proto__ would set the copy's prototype; a symbol would be dropped without a word. */
function refuseOddKeys(value: object, path: string): void {
  const [symbol] = Object.getOwnPropertySymbols(value);
  const key = Object.hasOwn(value, "__proto__") ? "__proto__" : symbol?.toString();
  if (key === undefined) return;
  const place = path === "" ? key : `${path}.${key}`;
  throw new InvalidValue(place, `A store takes no field named ${place}. Leave it out.`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isOtherRealms(prototype);
}

/** Object.prototype as it is in a vm context: the end of its chain, and owner of what objects inherit. */
function isOtherRealms(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "hasOwnProperty");
}

function refused(value: unknown, path: string): InvalidValue {
  const hint =
    value === undefined
      ? "Leave the field out, or use null."
      : value instanceof Date
        ? "Store its toISOString()."
        : "Store text, a finite number, true, false, null, a list or a plain object.";
  return new InvalidValue(path, `JSON cannot carry the value at ${path}: it is ${describe(value)}. ${hint}`);
}

function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === "number") return String(value);
  if (typeof value === "object") {
    if (Array.isArray(value)) return "a list";
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === "string" && name !== "Object" ? `a ${name}` : "an object";
  }
  return `a ${typeof value}`;
}
