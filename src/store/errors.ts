// What goes wrong with a store. Each message says what happened, where, and what to do now.

/** Any failure of a store; `code` is for programs. The classes below are those that handlers tell apart. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
  readonly code: string;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export type StoreErrorCode =
  | "closed"
  | "conflict"
  | "damaged"
  | "invalid-query"
  | "invalid-value"
  | "locked"
  | "not-found"
  | "not-unique"
  | "open-failed"
  | "read-only"
  | "misuse"
  | "unreachable"
  | "write-failed";

/** Somebody else was faster: the record no longer has the version that the caller read. */
export class Conflict extends StoreError {
  override readonly name = "Conflict";

  constructor(message: string) {
    super("conflict", message);
  }
}

/** Another record has this value already, in a field where no two may have the same. */
export class NotUnique extends StoreError {
  override readonly name = "NotUnique";
  readonly collection: string;
  readonly field: string;

  constructor(collection: string, field: string, value: unknown) {
    super(
      "not-unique",
      `A record of "${collection}" has the ${field} ${JSON.stringify(value)} already. ` +
        `Give this one another ${field}, or update the other.`,
    );
    this.collection = collection;
    this.field = field;
  }
}

/** There is no record to update or replace. */
export class NotFound extends StoreError {
  override readonly name = "NotFound";

  constructor(collection: string, id: string) {
    super(
      "not-found",
      `"${collection}" has no record with the id ${JSON.stringify(id)}. Look with get() first, or insert() it.`,
    );
  }
}

/** A value that JSON cannot carry, or that is no record. */
export class InvalidValue extends StoreError {
  override readonly name = "InvalidValue";
  /** Where in the record, such as "details.sizes[2]". */
  readonly path: string;

  constructor(path: string, message: string) {
    super("invalid-value", message);
    this.path = path;
  }
}

/** Between a store and its engine: what a transaction has read is no longer so. Its function runs again. */
export class Stale extends Error {}

/** "conflict" told to the caller of update, replace and delete. */
export function staleVersion(collection: string, id: string, expected: number, found: number | undefined) {
  const state = found === undefined ? "is gone" : `has version ${found} by now`;
  return new Conflict(
    `The record ${JSON.stringify(id)} of "${collection}" ${state}, and the change was made for version ${expected}. ` +
      "Read it again, and decide again.",
  );
}
