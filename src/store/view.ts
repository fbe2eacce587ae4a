// What a transaction sees and does: it reads through to the engine and remembers what it read; its writes wait
// here, and it sees them itself. When its function is done, all is committed in one step.

import { Collection, type Session } from "./collection.ts";
import type { Engine, Read, Write } from "./engine.ts";
import { NotFound, NotUnique, StoreError, staleVersion } from "./errors.ts";
import { byKeys, isAfter, matches, type Query, type Test } from "./query.ts";
import type { Row } from "./values.ts";

/** A record that the transaction knows: as it found it, and as it will be. */
interface Entry {
  readonly base: Row | undefined;
  now: Row | undefined;
  /** What its function was given for it. They learn their version when the commit is made. */
  readonly given: { version: number }[];
}

export class View implements Session {
  readonly inTransaction = true;
  readonly #engine: Engine;
  readonly #entries = new Map<string, Map<string, Entry>>();
  readonly #reads: Read[] = [];
  #over = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The same collection, inside this transaction. */
  collection<T extends object>({ name }: Collection<T>): Collection<T> {
    return new Collection<T>(name, this);
  }

  async get(collection: string, id: string): Promise<Row | undefined> {
    return (await this.#entry(collection, id)).now;
  }

  async find(collection: string, query: Query): Promise<Row[]> {
    const changed = this.#changed(collection);
    // As many more as could drop out because they were changed here.
    const wider = { ...query, limit: query.limit + changed.length };
    const seen = await this.#engine.find(collection, wider);
    this.#remember({ kind: "find", collection, query: wider, seen });
    for (const row of seen) this.#know(collection, row.id, row);
    // Once more: another call of this transaction may have written meanwhile.
    const entries = this.#entries.get(collection);
    const own = this.#changed(collection).flatMap(([, { now }]) => now ?? []);
    return [
      ...seen.filter((row) => entries?.get(row.id)?.base === entries?.get(row.id)?.now),
      ...own.filter((row) => matches(row, query.where) && isAfter(row, query)),
    ]
      .sort(byKeys(query.sort))
      .slice(0, query.limit);
  }

  async count(collection: string, where: readonly Test[]): Promise<number> {
    const seen = await this.#engine.count(collection, where);
    this.#remember({ kind: "count", collection, where, seen });
    let count = seen;
    for (const [, { base, now }] of this.#changed(collection)) {
      if (base !== undefined && matches(base, where)) count--;
      if (now !== undefined && matches(now, where)) count++;
    }
    return count;
  }

  async write(write: Write): Promise<Row | undefined> {
    const { kind, collection, id } = write;
    const entry = await this.#entry(collection, id);
    this.#refuseWhenOver();
    const before = entry.now;
    if (kind === "insert") {
      if (before !== undefined) throw new NotUnique(collection, "id", id);
    } else {
      if (write.version !== undefined && write.version !== before?.version) {
        throw staleVersion(collection, id, write.version, before?.version);
      }
      if (before === undefined) {
        if (kind === "delete") return undefined;
        throw new NotFound(collection, id);
      }
    }
    if (kind === "delete") {
      entry.now = undefined;
      return before;
    }
    // A version is given at the commit; until then it is the one that was found, or 0 for a new record.
    const old = kind === "update" ? before : undefined;
    const now = { id, ...old, ...write.value, version: entry.base?.version ?? 0 };
    entry.now = Object.freeze({ ...now });
    entry.given.push(now);
    return now;
  }

  /** @throws {Stale} when something that was read has changed since. */
  async commit(): Promise<void> {
    this.#over = true;
    const changed = [...this.#entries.keys()].flatMap((collection) =>
      this.#changed(collection).map(([id, entry]) => ({ collection, id, entry })),
    );
    const rows = await this.#engine.commit(
      this.#reads,
      changed.map(({ collection, id, entry: { base, now } }): Write => {
        if (now === undefined) return { kind: "delete", collection, id, version: base?.version };
        if (base === undefined) return { kind: "insert", collection, id, value: now };
        return { kind: "replace", collection, id, value: now, version: base.version };
      }),
    );
    for (const [i, { entry }] of changed.entries()) {
      for (const row of entry.given) row.version = rows[i]?.version ?? row.version;
    }
    for (const entries of this.#entries.values()) {
      for (const { given } of entries.values()) for (const row of given) Object.freeze(row);
    }
  }

  /** Whether what was read still holds, for a function that threw. @throws {Stale} when it does not. */
  async check(): Promise<void> {
    this.#over = true;
    await this.#engine.commit(this.#reads, []);
  }

  async #entry(collection: string, id: string): Promise<Entry> {
    this.#refuseWhenOver();
    const known = this.#entries.get(collection)?.get(id);
    if (known !== undefined) return known;
    const row = await this.#engine.get(collection, id);
    this.#remember({ kind: "get", collection, id, seen: row?.version });
    return this.#know(collection, id, row);
  }

  /** What was found first counts: if it is another by now, the commit will tell. */
  #know(collection: string, id: string, base: Row | undefined): Entry {
    const entries = this.#entries.get(collection) ?? new Map<string, Entry>();
    this.#entries.set(collection, entries);
    const entry = entries.get(id) ?? { base, now: base, given: [] };
    entries.set(id, entry);
    return entry;
  }

  #changed(collection: string): [string, Entry][] {
    return [...(this.#entries.get(collection) ?? [])].filter(([, { base, now }]) => base !== now);
  }

  #remember(read: Read): void {
    this.#refuseWhenOver();
    this.#reads.push(read);
  }

  #refuseWhenOver(): void {
    if (!this.#over) return;
    throw new StoreError(
      "misuse",
      "A transaction was used after its function had ended. Put await before each call in it.",
    );
  }
}
