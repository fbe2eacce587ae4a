// Opening: puts the records together from the snapshot and the journals, after a clean close and after a power
// cut at any moment. Changes nothing until it has understood all; what it does not understand it refuses.
//
// A journal is named by its first commit. There is one for the commits since the snapshot; a second while the
// first is being folded; more, when folding failed. Those that end before the snapshot are left over.

import { basename, dirname } from "node:path";
import { writeAll } from "./bytes.ts";
import type { Disk } from "./disk.ts";
import { StoreError } from "./errors.ts";
import { type Commit, readJournal } from "./journal.ts";
import { damaged } from "./lines.ts";
import { readSnapshot, type Snapshot } from "./snapshot-reader.ts";
import { Tables } from "./tables.ts";
import { copyFields, type Row } from "./values.ts";

export interface Recovered {
  readonly tables: Tables;
  /** The number of the last commit. */
  readonly commit: number;
  /** The first commits of the journals that count, in order. */
  readonly journals: readonly number[];
  /** Those that the snapshot has made needless. */
  readonly leftOver: readonly number[];
  /** Whether a snapshot is there, as the store wrote it, and names its only journal: work can go on at once. */
  readonly isSettled: boolean;
  /** Of the snapshot, before it was read. */
  readonly stamp: string | undefined;
}

interface Tail {
  /** Of its journal. */
  readonly name: string;
  /** Of what is good before it, in bytes. */
  readonly length: number;
  readonly line: number;
}

/** So many records a warning names. */
const SOME = 5;

/** @throws {StoreError} for what is damaged. */
export async function recover(disk: Disk, path: string, warn: (text: string) => void): Promise<Recovered> {
  const stamp = disk.stamp(path);
  const found = findJournals(disk, path);
  const { head, tables, edited } =
    stamp === undefined ? begin(disk, path, found) : await readSnapshot(disk, path);
  const journals = found.filter((first) => first > head.commit);
  if (head.continues !== null && journals[0] !== head.commit + 1) {
    throw new StoreError(
      "damaged",
      `${path} goes on in ${journalPath(path, head.commit + 1)}, which is missing. Put it back; ` +
        'or, if what was written last may be lost, write "continues": null in the snapshot.',
    );
  }
  const journaled = new Set<string>();
  const { commit, tails } = await readJournals(disk, path, journals, head.commit, (read) =>
    apply(read, tables, journaled),
  );
  // All is understood. From here on files are changed.
  for (const tail of tails) await cut(disk, path, tail, warn);
  if (edited) await sayEdited(disk, path, journaled, warn);
  // What was read may be in the memory of the system only; nobody is to see what a power cut could take back.
  if (stamp !== undefined) await sync(disk, path);
  for (const first of journals.slice(0, -1)) await sync(disk, journalPath(path, first));
  const last = journals.at(-1);
  if (last !== undefined) await writeAnew(disk, journalPath(path, last));
  await disk.syncFolder(dirname(path));
  return {
    tables,
    commit,
    journals,
    leftOver: found.filter((first) => first <= head.commit),
    isSettled: stamp !== undefined && !edited && head.continues !== null && journals.length === 1,
    stamp,
  };
}

export function journalPath(path: string, first: number): string {
  return `${path}.journal-${first}`;
}

function findJournals(disk: Disk, path: string): number[] {
  const start = basename(journalPath(path, 0)).slice(0, -1);
  return disk
    .list(dirname(path))
    .filter((name) => name.startsWith(start) && /^[1-9]\d*$/.test(name.slice(start.length)))
    .map((name) => Number(name.slice(start.length)))
    .sort((a, b) => a - b);
}

/** A new store. A power cut at its very beginning leaves an empty journal. */
function begin(disk: Disk, path: string, journals: readonly number[]): Snapshot {
  const written = journals.map((first) => journalPath(path, first)).find((name) => sizeOf(disk, name) > 0);
  if (written === undefined) {
    return { head: { commit: 0, version: 0, continues: null }, tables: new Tables(), edited: false };
  }
  throw new StoreError(
    "damaged",
    `${path} is missing, and ${written} is there, which holds what was written after it. Put it back; ` +
      "or delete the journal to begin with an empty store.",
  );
}

async function readJournals(
  disk: Disk,
  path: string,
  journals: readonly number[],
  commit: number,
  apply: (commit: Commit) => void,
): Promise<{ commit: number; tails: Tail[] }> {
  const tails: Tail[] = [];
  for (const [i, first] of journals.entries()) {
    const name = journalPath(path, first);
    if (first !== commit + 1) {
      throw damaged(name, 1, `it begins with commit ${first}, and what comes before it ends with ${commit}.`);
    }
    const { next, length, tail } = await readJournal(disk, name, first, apply);
    const after = journals[i + 1];
    if (tail !== undefined && after !== undefined && after > next) {
      throw damaged(
        name,
        tail,
        `commit ${next} should be here and cannot be read, though the journal that begins with ${after} follows.`,
      );
    }
    if (tail !== undefined) tails.push({ name, length, line: tail });
    commit = next - 1;
  }
  return { commit, tails };
}

function apply(read: Commit, tables: Tables, journaled: Set<string>): void {
  for (const [collection, ids] of Object.entries(read.delete ?? {})) {
    for (const id of ids) {
      tables.table(collection).restore(id, undefined);
      journaled.add(`${collection}/${id}`);
    }
  }
  for (const [collection, rows] of Object.entries(read.put ?? {})) {
    for (const row of rows) {
      const { id, version } = row;
      const frozen: Row = Object.freeze({ id, ...copyFields(row, "A journal"), version });
      tables.table(collection).restore(id, frozen);
      tables.version = Math.max(tables.version, version);
      journaled.add(`${collection}/${id}`);
    }
  }
}

/** Before anything is appended, or a later line would make damage of what is none. */
async function cut(disk: Disk, path: string, { name, length, line }: Tail, warn: (text: string) => void) {
  const kept = await keepAside(disk, name, length, `${path}.tail`);
  const file = disk.open(name, "existing");
  try {
    file.truncate(length);
    await file.sync();
  } finally {
    file.close();
  }
  warn(
    `${name}, line ${line}: from here on it cannot be read, as after a power cut in the middle of a write. ` +
      `Nobody was told yet that this was written, so it was cut off, and kept in ${kept}.`,
  );
}

/**
 * An edit counts as made to the snapshot, and what the journal has is newer. That is what whoever made it
 * expects: to find it after the restart, along with what was written meanwhile. Only for records that both have
 * changed it cannot be, so these are named, and the edited file is kept.
 */
async function sayEdited(disk: Disk, path: string, journaled: Set<string>, warn: (text: string) => void) {
  const taken = `${path} is not as the store wrote it: it was changed by hand, or damaged. It is taken as it is`;
  if (journaled.size === 0) return warn(`${taken}.`);
  const kept = await keepAside(disk, path, 0, `${path}.edited`);
  const some = [...journaled].slice(0, SOME).join(", ");
  const more = journaled.size > SOME ? ` and ${journaled.size - SOME} more` : "";
  warn(
    `${taken}, but for the records that its journal has later changes of: ${some}${more}. ` +
      `The changed file is kept in ${kept}.`,
  );
}

/** Copies what a file has from a position on into a new file, whose name is returned. */
async function keepAside(disk: Disk, source: string, from: number, target: string): Promise<string> {
  const taken = new Set(disk.list(dirname(target)));
  let number = 1;
  while (taken.has(basename(`${target}-${number}`))) number += 1;
  const name = `${target}-${number}`;
  await copy(disk, source, from, name);
  await disk.syncFolder(dirname(name));
  return name;
}

/**
 * Puts a copy of a file in its place. If a sync of it had failed when the last process ended, the system may have
 * forgotten what it could not write, and would say of the next sync that it went well: only what is written anew
 * is safe. The journals before the last one had been synced before it was begun.
 */
async function writeAnew(disk: Disk, path: string): Promise<void> {
  if (sizeOf(disk, path) === 0) return;
  const draft = `${path}.new`;
  if (disk.list(dirname(path)).includes(basename(draft))) disk.remove(draft); // Of a process that was killed.
  await copy(disk, path, 0, draft);
  await disk.rename(draft, path);
}

/** Into a new file, from a position on, and synced. */
async function copy(disk: Disk, source: string, from: number, target: string): Promise<void> {
  const file = disk.open(target, "new");
  try {
    let position = -from;
    for await (const piece of disk.read(source)) {
      writeAll(file, piece.subarray(Math.max(0, -position)), Math.max(0, position));
      position += piece.length;
    }
    await file.sync();
  } finally {
    file.close();
  }
}

function sizeOf(disk: Disk, path: string): number {
  const file = disk.open(path, "existing");
  const size = file.size();
  file.close();
  return size;
}

async function sync(disk: Disk, path: string): Promise<void> {
  const file = disk.open(path, "existing");
  try {
    await file.sync();
  } finally {
    file.close();
  }
}
