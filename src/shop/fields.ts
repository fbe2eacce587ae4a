// Checks what a client sent, field by field, and names every field that is wrong: whoever filled in a form
// wants to mend all of it at once.

import { isDeepStrictEqual } from "node:util";
import { HttpError } from "../index.ts";

export interface Fault {
  /** Such as "price", or "details.Weight". */
  readonly field: string;
  /** What is wrong, as the rest of a sentence that begins with the field: "must be a whole number". */
  readonly message: string;
}

/** 422: the body could be read, and what it says cannot be done (RFC 9110, section 15.5.21). */
export class InvalidFields extends HttpError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const all = faults.map(({ field, message }) => `${field} ${message}`).join("; ");
    super(422, `${all}.`, { extensions: { errors: faults } });
    this.faults = faults;
  }
}

interface TextLimits {
  readonly most: number;
  /** Whether it may have several lines. */
  readonly lines?: boolean;
}

/**
 * Takes the fields of an object one by one. A wrong one is noted, and the caller goes on with a value that
 * stands in for it, until `done()` throws for all of them.
 */
export class Fields {
  readonly #input: Readonly<Record<string, unknown>>;
  readonly #known = new Set<string>();
  readonly #readOnly = new Set<string>();
  readonly #faults: Fault[] = [];

  /** @throws {HttpError} 422 for a list: fields have names. */
  constructor(input: unknown) {
    if (typeof input !== "object" || input === null || Array.isArray(input)) {
      throw new HttpError(422, "The body must be one JSON object with named fields, not a list.");
    }
    this.#input = input as Record<string, unknown>;
  }

  text(field: string, { most, lines = false }: TextLimits, fallback?: string): string {
    const value = this.#take(field, fallback);
    return this.#checkText(field, value, { most, lines });
  }

  integer(field: string, least: number, most: number, fallback?: number): number {
    const value = this.#take(field, fallback);
    if (value === undefined) return least;
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    this.fault(field, `must be a whole number from ${least} to ${most}`);
    return least;
  }

  /** A text of a certain form, which `form` describes. */
  pattern(field: string, pattern: RegExp, form: string, fallback?: string): string {
    const value = this.#take(field, fallback);
    if (value === undefined) return "";
    if (typeof value === "string" && pattern.test(value)) return value;
    this.fault(field, `must be ${form}`);
    return "";
  }

  /** An object whose values are texts. Nothing given is an empty one. */
  texts(field: string, count: number, limits: TextLimits): Record<string, string> {
    const value = this.#take(field, {});
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.fault(field, 'must be an object of texts, such as {"Weight": "68 g"}');
      return {};
    }
    const entries = Object.entries(value);
    if (entries.length > count) this.fault(field, `must not have more than ${count} entries`);
    return Object.fromEntries(
      entries.slice(0, count).map(([name, text]) => {
        this.#checkText(`${field}.${name}`, name, { most: 60 });
        return [name.trim(), this.#checkText(`${field}.${name}`, text, limits)];
      }),
    );
  }

  /** A field that the server sets. What a client was sent may come back, but not changed. */
  readOnly(field: string, current: unknown): void {
    this.#readOnly.add(field);
    const value = this.#own(field);
    if (value === undefined || isDeepStrictEqual(value, current)) return;
    this.fault(field, "is set by the shop: leave it out");
  }

  fault(field: string, message: string): void {
    this.#faults.push({ field, message });
  }

  /** @throws {InvalidFields} when a field was wrong, or there is one that nobody asked for. */
  done(): void {
    for (const field of Object.keys(this.#input)) {
      if (this.#known.has(field) || this.#readOnly.has(field)) continue;
      this.fault(field, `is not known here (known are ${[...this.#known].join(", ")})`);
    }
    if (this.#faults.length > 0) throw new InvalidFields(this.#faults);
  }

  #take<T>(field: string, fallback: T | undefined): unknown {
    this.#known.add(field);
    const value = this.#own(field) ?? fallback;
    if (value === undefined) this.fault(field, "is missing");
    return value;
  }

  /** Null says "nothing", as in a merge patch. Only the object's own fields count. */
  #own(field: string): unknown {
    return Object.hasOwn(this.#input, field) ? (this.#input[field] ?? undefined) : undefined;
  }

  #checkText(field: string, value: unknown, { most, lines = false }: TextLimits): string {
    if (value === undefined) return "";
    if (typeof value !== "string") {
      this.fault(field, "must be text");
      return "";
    }
    const text = value.replace(/\r\n?/g, "\n").trim();
    if (text === "") this.fault(field, "is empty");
    else if (text.length > most) this.fault(field, `must not be longer than ${most} characters`);
    else if ((lines ? ODD_IN_LINES : ODD).test(text)) {
      this.fault(field, lines ? "must be plain text" : "must be one line of plain text");
    }
    return text;
  }
}

/** Control characters, other ends of lines, and halves of a character. */
const ODD = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
const ODD_IN_LINES = /(?![\n\t])[\p{Cc}\p{Cs}]/u;

/**
 * The fields of an HTML form, in which all values are texts and a field that was left empty is sent all the
 * same. Numbers are made of those that should be.
 */
export function formFields(form: URLSearchParams, numbers: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    [...form]
      .filter(([, value]) => value.trim() !== "")
      .map(([field, value]) => {
        const isNumber = numbers.includes(field) && /^-?\d{1,15}$/.test(value.trim());
        return [field, isNumber ? Number(value) : value];
      }),
  );
}
