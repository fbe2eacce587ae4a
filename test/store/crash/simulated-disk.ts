// A disk in memory that can lose power, run full, and fail. It writes down every operation, so that afterwards
// the power can be cut at any moment of what happened. platter.ts says what a power cut leaves.
//
// It has no clock. A sync is complete after some turns of the event loop, a seeded number of them, so that two
// syncs may end in another order than they began: a program that does not wait for a sync is caught by that.

import { dirname, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Disk, DiskFile } from "../../../src/store/disk.ts";
import { Chance } from "./chance.ts";
import { type Operation, Platter } from "./platter.ts";
import { type Bytes, type Change, isRoot, Tree } from "./tree.ts";

export interface DiskOptions {
  readonly seed: number;
  /** How many bytes all files together may have. */
  readonly capacity?: number | undefined;
  /** How often a write takes less than it was given. */
  readonly shortWrites?: number;
  /** Makes a sync lie. It is asked for each with what that would make durable. */
  readonly lie?: (path: string, changes: readonly Change[]) => Lie | undefined;
}

/** "never": it is complete without anything being durable. "early": it is complete before that. */
export type Lie = "never" | "early";

export type Failing = Change["kind"] | "sync" | "sync folder" | "read";

/** The turns of the event loop that a sync takes at most. */
const MOST_TURNS = 4;

export class SimulatedDisk implements Disk {
  /** All that was done to it so far, in order. */
  readonly operations: Operation[] = [];
  /** Faults may be given and taken away while it runs. */
  capacity: number;
  shortWrites: number;
  readonly #options: DiskOptions;
  readonly #start: Tree;
  readonly #tree: Tree;
  readonly #platter: Platter;
  readonly #chance: Chance;
  readonly #failing: { readonly kind: Failing; readonly code: string }[] = [];
  readonly #stamps = new Map<number, number>();
  #lastFile = 0;

  constructor(options: DiskOptions, tree = new Tree()) {
    this.#chance = new Chance(options.seed);
    this.capacity = options.capacity ?? Number.POSITIVE_INFINITY;
    this.shortWrites = options.shortWrites ?? 0;
    this.#options = options;
    this.#start = tree;
    this.#tree = tree.copy();
    this.#platter = new Platter(tree);
    const files = [...tree.names.values(), ...tree.contents.keys()];
    this.#lastFile = Math.max(0, ...files.filter((file) => file !== "folder"));
  }

  /** A disk with what is left when the power goes after this many operations. It has room again. */
  powerCut(seed: number, after = this.operations.length): SimulatedDisk {
    const chance = new Chance(seed);
    const platter = new Platter(this.#start);
    for (const operation of this.operations.slice(0, after)) platter.apply(operation);
    const left = platter.cut(chance);
    return new SimulatedDisk({ ...this.#options, seed: chance.seed(), capacity: undefined }, left);
  }

  /**
   * A disk as a new process finds it when the old one was killed after this many operations: nothing is lost,
   * and nothing more is durable.
   */
  kill(seed: number, after = this.operations.length): SimulatedDisk {
    const disk = new SimulatedDisk({ ...this.#options, seed, capacity: undefined }, this.#start);
    for (const operation of this.operations.slice(0, after)) disk.#record(operation);
    return disk;
  }

  /** Makes the next operation of this kind fail with this code. Several are taken one after the other. */
  failNext(kind: Failing, code: string): void {
    this.#failing.push({ kind, code });
  }

  /** Each file with its text, for those who look at what a cut has left. */
  *contents(): Generator<[path: string, text: string]> {
    for (const [path, file] of this.#tree.names) {
      if (file === "folder") continue;
      const bytes = this.#tree.bytes(file);
      yield [path, Buffer.from(bytes.slice(0, bytes.length)).toString()];
    }
  }

  open(path: string, how: "existing" | "new"): DiskFile {
    const name = resolve(path);
    let file = this.#tree.names.get(name);
    if (how === "new") {
      if (file !== undefined) throw failure("EEXIST", "open", path);
      this.#checkFolder(dirname(name));
      this.#failIfAsked("create", path);
      file = ++this.#lastFile;
      this.#record({ kind: "create", path: name, file });
    }
    if (typeof file !== "number") throw failure(file === undefined ? "ENOENT" : "EISDIR", "open", path);
    return this.#opened(file, path);
  }

  async *read(path: string): AsyncGenerator<Uint8Array> {
    this.#failIfAsked("read", path);
    const bytes = this.#existing(path);
    // Pieces of any size: a line, or a letter, may lie across two of them.
    for (let from = 0; from < bytes.length; ) {
      const to = from + 1 + this.#chance.below(3000);
      await undefined;
      yield bytes.slice(from, to);
      from = to;
    }
  }

  list(folder: string): string[] {
    const name = resolve(folder);
    this.#checkFolder(name);
    return [...this.#tree.names.keys()]
      .filter((path) => dirname(path) === name && path !== name)
      .map((path) => path.slice(isRoot(name) ? name.length : name.length + 1));
  }

  makeFolder(path: string): void {
    const name = resolve(path);
    if (isRoot(name) || this.#tree.names.get(name) === "folder") return;
    if (this.#tree.names.has(name)) throw failure("EEXIST", "mkdir", path);
    this.makeFolder(dirname(name));
    this.#failIfAsked("make folder", path);
    this.#record({ kind: "make folder", path: name });
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#turns();
    this.#failIfAsked("rename", from);
    this.#existing(from);
    if (dirname(resolve(from)) !== dirname(resolve(to))) throw failure("EXDEV", "rename", from);
    this.#record({ kind: "rename", path: resolve(from), to: resolve(to) });
  }

  remove(path: string): void {
    this.#failIfAsked("remove", path);
    this.#existing(path);
    this.#record({ kind: "remove", path: resolve(path) });
  }

  syncFolder(path: string): Promise<void> {
    this.#checkFolder(resolve(path));
    return this.#sync({ kind: "sync folder", path: resolve(path) }, path);
  }

  stamp(path: string): string | undefined {
    const file = this.#tree.names.get(resolve(path));
    if (typeof file !== "number") return undefined;
    return `${file}, changed ${this.#stamps.get(file) ?? 0} times`;
  }

  #opened(file: number, path: string): DiskFile {
    const bytes = this.#tree.bytes(file);
    let open = true;
    const check = (call: string) => {
      if (!open) throw failure("EBADF", call, path);
    };
    return {
      write: (given, position) => {
        check("write");
        this.#failIfAsked("write", path);
        const piece = given.slice(0, this.#room(bytes, position, given.length, path));
        this.#record({ kind: "write", file, position, bytes: piece });
        return piece.length;
      },
      sync: async () => {
        check("fdatasync");
        await this.#sync({ kind: "sync", file }, path);
      },
      truncate: (length) => {
        check("ftruncate");
        this.#failIfAsked("truncate", path);
        this.#record({ kind: "truncate", file, length });
      },
      size: () => {
        check("fstat");
        return bytes.length;
      },
      close: () => {
        check("close");
        open = false;
      },
    };
  }

  async #sync(sync: Operation, path: string): Promise<void> {
    const lie = this.#options.lie?.(path, this.#platter.waitingFor(sync));
    const of = this.#record(sync);
    const complete = async (turns: number) => {
      await this.#turns(turns);
      if (lie !== "never") this.#record({ kind: "sync complete", of });
    };
    if (lie === "early") {
      void complete(2 * MOST_TURNS);
      return;
    }
    try {
      this.#failIfAsked(sync.kind as Failing, path);
    } catch (error) {
      await this.#turns();
      this.#record({ kind: "sync failed", of });
      throw error;
    }
    await complete(this.#chance.below(MOST_TURNS + 1));
  }

  async #turns(turns = this.#chance.below(MOST_TURNS + 1)): Promise<void> {
    for (let i = 0; i < turns; i++) await setImmediate();
  }

  /** How much of a write is taken. */
  #room(bytes: Bytes, position: number, length: number, path: string): number {
    const used = [...this.#tree.names.values()].reduce<number>(
      (sum, file) => sum + (file === "folder" ? 0 : this.#tree.bytes(file).length),
      0,
    );
    const room = bytes.length - position + this.capacity - used;
    if (room <= 0 && length > 0) throw failure("ENOSPC", "write", path);
    const most = Math.min(length, room);
    return most > 1 && this.#chance.happens(this.shortWrites) ? 1 + this.#chance.below(most - 1) : most;
  }

  #record(operation: Operation): number {
    this.operations.push(operation);
    this.#platter.apply(operation);
    if (!operation.kind.startsWith("sync")) this.#tree.apply(operation as Change);
    if (operation.kind === "create") this.#lastFile = Math.max(this.#lastFile, operation.file);
    if (operation.kind === "write" || operation.kind === "truncate") {
      this.#stamps.set(operation.file, (this.#stamps.get(operation.file) ?? 0) + 1);
    }
    return this.operations.length - 1;
  }

  #existing(path: string): Bytes {
    const file = this.#tree.names.get(resolve(path));
    if (file === undefined) throw failure("ENOENT", "open", path);
    if (file === "folder") throw failure("EISDIR", "open", path);
    return this.#tree.bytes(file);
  }

  #checkFolder(folder: string): void {
    if (isRoot(folder) || this.#tree.names.get(folder) === "folder") return;
    throw failure("ENOENT", "open", folder);
  }

  #failIfAsked(kind: Failing, path: string): void {
    const at = this.#failing.findIndex((failing) => failing.kind === kind);
    const [found] = at < 0 ? [] : this.#failing.splice(at, 1);
    if (found !== undefined) throw failure(found.code, kind, path);
  }
}

function failure(code: string, call: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: simulated, ${call} '${path}'`), { code, path, syscall: call });
}
