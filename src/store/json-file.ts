// The engine that keeps records in memory and in a JSON file, with a journal beside it. A commit is made when
// it is on the disk: those that wait are tried one upon the other, taken back, written in one batch, and when
// that is safe, made again, in one step. So nobody reads what a power cut could take back.

import { dirname, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { syncFoldersAbove } from "./bytes.ts";
import type { Disk } from "./disk.ts";
import type { Engine, Read, Shape, Write } from "./engine.ts";
import { StoreError } from "./errors.ts";
import { Files } from "./files.ts";
import { toLine } from "./journal.ts";
import { Lock } from "./lock.ts";
import { nodeDisk } from "./node-disk.ts";
import type { Query, Test } from "./query.ts";
import { recover } from "./recovery.ts";
import type { Records } from "./snapshot.ts";
import type { Attempt, Tables } from "./tables.ts";
import type { Row } from "./values.ts";

export interface JsonFileOptions {
  readonly disk?: Disk;
  /** Told what somebody should look at, and what is no error. */
  readonly warn?: (text: string) => void;
  /** After so many milliseconds without a write, small data is folded into the snapshot. */
  readonly quiet?: number;
  /** In bytes. Larger data is folded when its journal has grown as large as the snapshot. */
  readonly small?: number;
}

interface Waiting {
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
  resolve(results: (Row | undefined)[]): void;
  reject(error: unknown): void;
}

const QUIET = 1000;
const SMALL = 4 * 1024 * 1024;
/** Characters of a batch, after which others wait for the next one: what is tried at a time holds up the rest. */
const BATCH = 256 * 1024;

export class JsonFileEngine implements Engine {
  readonly #tables: Tables;
  readonly #files: Files;
  readonly #lock: Lock;
  readonly #warn: (text: string) => void;
  readonly #small: number;
  readonly #quiet: NodeJS.Timeout;
  #queue: Waiting[] = [];
  /** What is being written. */
  #pending: readonly Attempt[] = [];
  #work: Promise<void> | undefined;
  #fold: Promise<void> | undefined;
  #isFoldDue = false;
  /** The size of the journal below which folding is not tried, after it went wrong. */
  #foldFrom = 0;
  #warned: string | undefined;

  private constructor(tables: Tables, files: Files, lock: Lock, options: Required<JsonFileOptions>) {
    this.#tables = tables;
    this.#files = files;
    this.#lock = lock;
    this.#warn = options.warn;
    this.#small = options.small;
    this.#quiet = setTimeout(() => this.#foldWhenQuiet(), options.quiet).unref();
  }

  /** @throws {StoreError} when it is locked or damaged. */
  static async open(file: string, options: JsonFileOptions = {}): Promise<JsonFileEngine> {
    const { disk = nodeDisk, warn = console.warn, quiet = QUIET, small = SMALL } = options;
    const path = resolve(file);
    let lock: Lock | undefined;
    let files: Files | undefined;
    try {
      disk.makeFolder(dirname(path));
      lock = await Lock.take(disk, `${path}.lock`);
      const found = await recover(disk, path, warn);
      if (found.stamp === undefined) await syncFoldersAbove(disk, dirname(path));
      files = new Files(disk, path, lock, found);
      if (found.isSettled) {
        files.resume();
      } else {
        await files.turn();
        await files.fold(recordsOf(found.tables), found.tables.version, { isLast: false });
      }
      for (const first of found.leftOver) files.remove(first);
      return new JsonFileEngine(found.tables, files, lock, { disk, warn, quiet, small });
    } catch (error) {
      files?.close();
      lock?.release();
      if (error instanceof StoreError) throw error;
      const { message } = error as Error;
      throw new StoreError("open-failed", `${path} could not be opened: ${message}.`, error);
    }
  }

  define(collection: string, shape: Shape): void {
    this.#tables.define(collection, shape, this.#pending);
  }

  async get(collection: string, id: string): Promise<Row | undefined> {
    return this.#tables.get(collection, id);
  }

  async find(collection: string, query: Query): Promise<Row[]> {
    return this.#tables.find(collection, query);
  }

  async count(collection: string, where: readonly Test[]): Promise<number> {
    return this.#tables.count(collection, where);
  }

  async commit(reads: readonly Read[], writes: readonly Write[]): Promise<(Row | undefined)[]> {
    // Who only reads has seen what is on the disk, and comes before what is on its way there.
    if (writes.length === 0) return this.#tables.attempt(reads, []).results;
    if (this.#files.failure !== undefined) throw this.#files.failure;
    return new Promise((resolve, reject) => {
      this.#queue.push({ reads, writes, resolve, reject });
      this.#wake();
    });
  }

  async close(): Promise<void> {
    while (this.#work !== undefined || this.#fold !== undefined) {
      await this.#work;
      await this.#fold;
    }
    clearTimeout(this.#quiet);
    try {
      if (this.#isSmall && this.#files.failure === undefined) {
        await this.#files.fold(recordsOf(this.#tables), this.#tables.version, { isLast: true });
      }
    } catch (error) {
      this.#postponeFold(error);
    } finally {
      this.#files.close();
      this.#lock.release();
    }
  }

  #wake(): void {
    this.#work ??= this.#run();
  }

  /** Batch after batch; folding begins between two of them. */
  async #run(): Promise<void> {
    do {
      // Who has just been answered, or has just asked, can be in the batch too.
      await nextTurn();
      await this.#writeBatch();
      if (this.#isFoldDue && this.#fold === undefined) await this.#beginFold();
    } while (this.#queue.length > 0);
    this.#work = undefined;
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#files.commit + 1;
    let next = batch;
    let lines = "";
    let taken = 0;
    const made: { waiting: Waiting; attempt: Attempt }[] = [];
    const refused: { waiting: Waiting; error: unknown }[] = [];
    for (const waiting of this.#queue) {
      if (lines.length > BATCH) break;
      taken += 1;
      try {
        const attempt = this.#tables.attempt(waiting.reads, waiting.writes);
        made.push({ waiting, attempt });
        if (attempt.changes.length > 0) lines += toLine(next++, batch, attempt.changes);
      } catch (error) {
        refused.push({ waiting, error });
      }
    }
    this.#queue.splice(0, taken);
    this.#pending = made.map(({ attempt }) => attempt);
    for (const attempt of this.#pending.toReversed()) this.#tables.undo(attempt);
    try {
      if (lines !== "") await this.#files.append(lines, next - batch);
    } catch (error) {
      this.#pending = [];
      for (const { waiting } of made) waiting.reject(error);
      // It may have been because of those that it was refused, and they were not made.
      this.#queue.unshift(...refused.map(({ waiting }) => waiting));
      return;
    }
    for (const attempt of this.#pending) this.#tables.redo(attempt);
    this.#pending = [];
    for (const { waiting, attempt } of made) waiting.resolve(attempt.results);
    for (const { waiting, error } of refused) waiting.reject(error);
    this.#planFold();
  }

  get #isSmall(): boolean {
    return this.#files.snapshotSize + this.#files.journalSize <= this.#small;
  }

  #planFold(): void {
    if (this.#fold !== undefined) return;
    const { journalSize, snapshotSize } = this.#files;
    if (journalSize > Math.max(this.#small, snapshotSize, this.#foldFrom)) this.#isFoldDue = true;
    else if (this.#isSmall && journalSize > 0) this.#quiet.refresh();
  }

  /** Takes the records as they are now, and lets writes go on while they are written. */
  async #beginFold(): Promise<void> {
    this.#isFoldDue = false;
    try {
      await this.#files.turn();
    } catch (error) {
      return this.#postponeFold(error);
    }
    this.#fold = this.#files
      .fold(recordsOf(this.#tables), this.#tables.version, { isLast: false })
      .then(() => {
        this.#foldFrom = 0;
        this.#warned = undefined;
      })
      .catch((error: unknown) => this.#postponeFold(error))
      .finally(() => {
        this.#fold = undefined;
        this.#isFoldDue = false; // It may have been said meanwhile; what counts is what is there now.
        this.#planFold();
        if (this.#isFoldDue) this.#wake();
      });
  }

  /** Nothing is lost by it: the journal has all that the snapshot has not. */
  #postponeFold(error: unknown): void {
    this.#foldFrom = this.#files.journalSize + this.#small;
    const { message } = error as Error;
    if (message !== this.#warned) this.#warn(message);
    this.#warned = message;
  }

  #foldWhenQuiet(): void {
    if (!this.#isSmall || this.#files.journalSize === 0) return;
    this.#isFoldDue = true;
    this.#wake();
  }
}

/** A list of what is there: at a million records it takes 10 ms, and no write after it changes it. */
function recordsOf({ all }: Tables): Records {
  return [...all].map(([collection, { rows }]) => [collection, [...rows.values()]]);
}
