// A collection: what handlers call. It checks and copies what it is given, and passes it on to its session,
// which is the store itself or a transaction.

import type { Write } from "./engine.ts";
import { StoreError } from "./errors.ts";
import { newId } from "./ids.ts";
import {
  checkOptions,
  checkWhere,
  type FindOptions,
  position,
  type Query,
  type Test,
  type Where,
} from "./query.ts";
import { type Operation, traced } from "./trace.ts";
import { checkId, copyFields, type Row } from "./values.ts";

/** A record as it is stored, frozen: to change it, call `update`. */
export type Stored<T> = Readonly<Omit<T, "id" | "version">> & {
  readonly id: string;
  readonly version: number;
};

/** The fields of a record. Without an id, the store gives one. */
export type Draft<T> = Omit<T, "id" | "version"> & { readonly id?: string };

export type Changes<T> = Partial<Omit<T, "id" | "version">>;

export interface WriteOptions {
  /** The version that the change was made for. If the record has another by now, it is a Conflict. */
  readonly version?: number | undefined;
}

/** Where a collection reads and writes. */
export interface Session {
  readonly inTransaction: boolean;
  get(collection: string, id: string): Promise<Row | undefined>;
  find(collection: string, query: Query): Promise<Row[]>;
  count(collection: string, where: readonly Test[]): Promise<number>;
  write(write: Write): Promise<Row | undefined>;
}

export class Collection<T extends object> {
  readonly name: string;
  readonly #session: Session;

  constructor(name: string, session: Session) {
    this.name = name;
    this.#session = session;
  }

  /** The record with this id, or undefined. */
  get(id: string): Promise<Stored<T> | undefined> {
    return this.#traced("get", [id], async () => {
      return (await this.#session.get(this.name, checkId(id))) as Stored<T> | undefined;
    });
  }

  /** The records that fit, all of them or a page, in the order of `sort` and then of their ids. */
  find(options: FindOptions<T> = {}): Promise<Stored<T>[]> {
    return this.#traced("find", [options], async () => {
      const query = checkOptions(options as FindOptions<never>);
      const after = await this.#position(options.after, query.sort);
      return (await this.#session.find(this.name, { ...query, after })) as unknown as Stored<T>[];
    });
  }

  count(where?: Where<T>): Promise<number> {
    return this.#traced("count", [where], async () => this.#session.count(this.name, checkWhere(where)));
  }

  /** Adds a record. Resolves when it is durable. @throws {NotUnique} for an id or a unique field that is taken. */
  insert(value: Draft<T>): Promise<Stored<T>> {
    return this.#traced("insert", [value], async () => {
      const fields = copyFields(value, "insert()");
      const id = value.id === undefined ? newId() : checkId(value.id);
      return this.#write({ kind: "insert", collection: this.name, id, value: fields });
    });
  }

  /** Changes some fields. @throws {NotFound | Conflict | NotUnique} */
  update(id: string, changes: Changes<T>, options: WriteOptions = {}): Promise<Stored<T>> {
    return this.#traced("update", [id, changes, options], () => this.#change("update", id, changes, options));
  }

  /** Changes the whole record: fields that are not given are gone. @throws {NotFound | Conflict | NotUnique} */
  replace(id: string, value: Draft<T>, options: WriteOptions = {}): Promise<Stored<T>> {
    return this.#traced("replace", [id, value, options], () => this.#change("replace", id, value, options));
  }

  /** Whether there was such a record. @throws {Conflict} */
  delete(id: string, options: WriteOptions = {}): Promise<boolean> {
    return this.#traced("delete", [id, options], async () => {
      const write = {
        kind: "delete",
        collection: this.name,
        id: checkId(id),
        version: checkVersion(options),
      } as const;
      return (await this.#session.write(write)) !== undefined;
    });
  }

  async #change(
    kind: "update" | "replace",
    id: string,
    value: { readonly id?: unknown },
    options: WriteOptions,
  ): Promise<Stored<T>> {
    const fields = copyFields(value, `${kind}()`);
    if (value.id !== undefined && value.id !== id) {
      throw new StoreError(
        "misuse",
        `${kind}() was asked to give the record ${JSON.stringify(id)} of "${this.name}" the id ${JSON.stringify(value.id)}. ` +
          "An id stays what it is: delete the record and insert another.",
      );
    }
    const version = checkVersion(options);
    return this.#write({ kind, collection: this.name, id: checkId(id), value: fields, version });
  }

  async #write(write: Write): Promise<Stored<T>> {
    return (await this.#session.write(write)) as unknown as Stored<T>;
  }

  async #position(after: FindOptions<T>["after"], sort: Query["sort"]): Promise<unknown[] | undefined> {
    if (after === undefined) return undefined;
    if (typeof after === "object" && after !== null)
      return position(sort, { ...after, id: checkId(after.id) });
    const record = await this.#session.get(this.name, checkId(after));
    if (record !== undefined) return position(sort, record);
    throw new StoreError(
      "not-found",
      `find() was asked for what comes after ${JSON.stringify(after)}, and "${this.name}" has no such record (any more). ` +
        "Begin with the first page, or pass the whole record as `after`.",
    );
  }

  #traced<R>(name: Operation["name"], args: unknown[], run: () => Promise<R>): Promise<R> {
    return traced({ name, collection: this.name, args, inTransaction: this.#session.inTransaction }, run);
  }
}

function checkVersion({ version }: WriteOptions): number | undefined {
  if (version === undefined || Number.isSafeInteger(version)) return version;
  throw new StoreError(
    "misuse",
    `A version is a whole number, as a record has it, not ${JSON.stringify(version)}.`,
  );
}
