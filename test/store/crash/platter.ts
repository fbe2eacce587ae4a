// What of a disk's operations is on its platter, and what a power cut may leave, as far as POSIX goes:
//
// - Contents: all that was written before the start of a sync that is complete. Of later writes, any sectors:
//   a sector of 512 bytes has landed or not, whatever else has. Where the file was extended and a sector has not
//   landed, there are zeros. The length is written apart from the bytes, and may be that of any moment.
// - Names: all that was changed before the start of a sync of their folder that is complete. Of later changes,
//   any that can stand alone: those of one name land in their order, a rename as a whole, others without regard
//   to each other. The sync of a file's contents says nothing about its name.
//
// After a sync that failed, the system may have forgotten the contents that it could not write, and the next sync
// succeeds without them, as Linux does it. Names it does not forget: file systems write these through a journal of
// their own, and stop altogether when that fails.
//
// Real disks lose less. What holds here holds on them.

import { dirname } from "node:path";
import type { Chance } from "./chance.ts";
import type { Change, ContentChange, NameChange, Tree } from "./tree.ts";

/** `of` is the number of the operation with which a sync began. */
export type Operation =
  | Change
  | { readonly kind: "sync"; readonly file: number }
  | { readonly kind: "sync folder"; readonly path: string }
  | { readonly kind: "sync complete"; readonly of: number }
  | { readonly kind: "sync failed"; readonly of: number };

interface Waiting<C extends Change = Change> {
  readonly change: C;
  readonly number: number;
  /** A sync that failed has dropped it: the next one succeeds without it. */
  dropped: boolean;
}

const SECTOR = 512;

export class Platter {
  readonly #durable: Tree;
  readonly #syncs = new Map<number, Operation>();
  #waiting: Waiting[] = [];
  #operations = 0;

  constructor(durable: Tree) {
    this.#durable = durable.copy();
  }

  apply(operation: Operation): void {
    const number = this.#operations++;
    switch (operation.kind) {
      case "sync":
      case "sync folder":
        this.#syncs.set(number, operation);
        return;
      case "sync complete":
        this.#settle(operation.of, (waiting) => {
          if (!waiting.dropped) this.#durable.apply(waiting.change);
          return true;
        });
        return;
      case "sync failed":
        this.#settle(operation.of, (waiting) => {
          waiting.dropped = isContentChange(waiting.change);
          return false;
        });
        return;
      default:
        this.#waiting.push({ change: operation, number, dropped: false });
    }
  }

  /** What a sync that begins now would make durable. */
  waitingFor(sync: Operation): Change[] {
    return this.#waiting.filter(({ change }) => covers(sync, change)).map(({ change }) => change);
  }

  /** What is left when the power goes now. */
  cut(chance: Chance): Tree {
    const left = this.#durable.copy();
    const lengths = new Map<number, number>();
    const luck = new Map<number | "names", number>();
    const missed = new Set<string>();
    for (const { change } of this.#waiting) {
      const key = isContentChange(change) ? change.file : "names";
      // From nothing to all of it, for each file alike: the states at both ends are the most telling.
      const lands = luck.get(key) ?? chance.pick([0, 0.2, 0.5, 0.8, 1]);
      luck.set(key, lands);
      if (isContentChange(change)) land(left, change, lengths, lands, chance);
      else landName(left, change, missed, lands, chance);
    }
    for (const [file, length] of lengths) left.bytes(file).resize(length);
    left.prune();
    return left;
  }

  /** Hands out what waited when a sync began, and forgets it where that says so. */
  #settle(of: number, settle: (waiting: Waiting) => boolean): void {
    const sync = this.#syncs.get(of) as Operation;
    this.#waiting = this.#waiting.filter(
      (waiting) => waiting.number > of || !covers(sync, waiting.change) || !settle(waiting),
    );
  }
}

function covers(sync: Operation, change: Change): boolean {
  if (sync.kind === "sync") return isContentChange(change) && change.file === sync.file;
  return sync.kind === "sync folder" && !isContentChange(change) && dirname(change.path) === sync.path;
}

function isContentChange(change: Change): change is ContentChange {
  return change.kind === "write" || change.kind === "truncate";
}

function land(
  left: Tree,
  change: ContentChange,
  lengths: Map<number, number>,
  lands: number,
  chance: Chance,
): void {
  const bytes = left.bytes(change.file);
  const before = lengths.get(change.file) ?? bytes.length;
  lengths.set(change.file, before);
  if (change.kind === "truncate") {
    if (!chance.happens(lands)) return;
    bytes.resize(change.length);
    lengths.set(change.file, change.length);
    return;
  }
  const end = change.position + change.bytes.length;
  for (let from = change.position; from < end; ) {
    const to = Math.min(end, (Math.floor(from / SECTOR) + 1) * SECTOR);
    const sector = change.bytes.subarray(from - change.position, to - change.position);
    if (chance.happens(lands)) bytes.write(from, sector);
    from = to;
  }
  if (end <= before) return;
  const middle = Math.floor((before + chance.below(end - before)) / SECTOR) * SECTOR;
  const length = chance.happens(lands) ? end : chance.pick([before, Math.max(before, middle)]);
  lengths.set(change.file, length);
}

function landName(left: Tree, change: NameChange, missed: Set<string>, lands: number, chance: Chance): void {
  const names = change.kind === "rename" ? [change.path, change.to] : [change.path];
  if (names.every((name) => !missed.has(name)) && chance.happens(lands)) left.apply(change);
  else for (const name of names) missed.add(name);
}
