// All collections in memory, and commits upon them: checked, made, taken back, made again. An engine that
// must first write to a disk tries a commit, takes it back, and makes it again when the disk has it: so readers
// see only what is durable, and a write that fails leaves nothing behind.

import type { Read, Shape, Write } from "./engine.ts";
import { NotFound, NotUnique, Stale, staleVersion } from "./errors.ts";
import type { Query, Test } from "./query.ts";
import { Table } from "./table.ts";
import type { Row } from "./values.ts";

/** What a commit did to one record. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

export interface Attempt {
  readonly changes: readonly Change[];
  readonly results: (Row | undefined)[];
  /** The store's sequence of versions, before and after. */
  readonly versions: readonly [before: number, after: number];
}

export class Tables {
  readonly all = new Map<string, Table>();
  /** The last version that was given. */
  version = 0;

  table(name: string): Table {
    const table = this.all.get(name) ?? new Table(name);
    this.all.set(name, table);
    return table;
  }

  /**
   * `pending` are commits that were tried and taken back, and will be made again: they must fit the shape too.
   * @throws {NotUnique} and changes nothing.
   */
  define(collection: string, shape: Shape, pending: readonly Attempt[] = []): void {
    const table = this.table(collection);
    const undefine = table.define(shape);
    const made: Change[] = [];
    const takeBack = () => {
      for (const { id, before } of made.toReversed()) table.restore(id, before);
    };
    try {
      for (const change of pending.flatMap(({ changes }) => changes)) {
        if (change.collection !== collection) continue;
        if (change.after === undefined) table.restore(change.id, undefined);
        else table.put(change.after);
        made.push(change);
      }
      takeBack();
    } catch (error) {
      takeBack();
      undefine();
      throw error;
    }
  }

  get(collection: string, id: string): Row | undefined {
    return this.all.get(collection)?.rows.get(id);
  }

  find(collection: string, query: Query): Row[] {
    return this.all.get(collection)?.find(query) ?? [];
  }

  count(collection: string, where: readonly Test[]): number {
    return this.all.get(collection)?.count(where) ?? 0;
  }

  /** Makes a commit. @throws {Stale | StoreError} and changes nothing. */
  attempt(reads: readonly Read[], writes: readonly Write[]): Attempt {
    for (const read of reads) if (!this.#stillHolds(read)) throw new Stale();
    const before = this.version;
    const changes: Change[] = [];
    const results: (Row | undefined)[] = new Array(writes.length);
    try {
      // Deletes first: what they set free can be taken in the same commit.
      for (const deletes of [true, false]) {
        for (const [i, write] of writes.entries()) {
          if ((write.kind === "delete") === deletes) results[i] = this.#write(write, changes);
        }
      }
    } catch (error) {
      this.undo({ changes, results, versions: [before, before] });
      throw error;
    }
    return { changes, results, versions: [before, this.version] };
  }

  undo({ changes, versions }: Attempt): void {
    for (const { collection, id, before } of changes.toReversed()) this.table(collection).restore(id, before);
    this.version = versions[0];
  }

  redo({ changes, versions }: Attempt): void {
    for (const { collection, id, after } of changes) this.table(collection).restore(id, after);
    this.version = versions[1];
  }

  #write(write: Write, changes: Change[]): Row | undefined {
    const { kind, collection, id } = write;
    const table = this.table(collection);
    const before = table.rows.get(id);
    if (kind === "insert") {
      if (before !== undefined) throw new NotUnique(collection, "id", id);
    } else {
      const { version } = write;
      if (version !== undefined && version !== before?.version) {
        throw staleVersion(collection, id, version, before?.version);
      }
      if (before === undefined) {
        if (kind === "delete") return undefined;
        throw new NotFound(collection, id);
      }
    }
    if (kind === "delete") {
      table.restore(id, undefined);
      changes.push({ collection, id, before, after: undefined });
      return before;
    }
    const old = kind === "update" ? before : undefined;
    const after: Row = Object.freeze({ id, ...old, ...write.value, version: this.version + 1 });
    table.put(after);
    this.version += 1;
    changes.push({ collection, id, before, after });
    return after;
  }

  #stillHolds(read: Read): boolean {
    if (read.kind === "get") return this.get(read.collection, read.id)?.version === read.seen;
    if (read.kind === "count") return this.count(read.collection, read.where) === read.seen;
    const found = this.find(read.collection, read.query);
    // Records are never changed, only replaced: the same objects mean the same versions.
    return found.length === read.seen.length && found.every((row, i) => row === read.seen[i]);
  }
}
