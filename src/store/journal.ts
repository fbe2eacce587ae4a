// The journal: what was committed since the snapshot was written, one line a commit. A line looks like
//
//   {"sum":"5f0c21d7","commit":43,"batch":41,"delete":{"orders":["o1"]},"put":{"products":[{"id":"a",...}]}}
//
// `commit` counts all commits of the store. `batch` is the first commit of those that were written in one go:
// so a line proves that all commits before its batch were on the disk when it was written. `sum` is the CRC-32
// of what follows it, and has a fixed place, so that damage cannot switch it off.

import { isUtf8 } from "node:buffer";
import { checksum } from "./bytes.ts";
import type { Disk } from "./disk.ts";
import { damaged, readLines } from "./lines.ts";
import type { Change } from "./tables.ts";
import type { Row } from "./values.ts";

export interface Commit {
  readonly commit: number;
  readonly batch: number;
  /** The ids of records that are gone, by their collections. */
  readonly delete?: Readonly<Record<string, readonly string[]>>;
  /** Whole records, new or in the place of others. Made after the deletes. */
  readonly put?: Readonly<Record<string, readonly Row[]>>;
}

export interface JournalEnd {
  /** The number of the commit that would come next. */
  readonly next: number;
  /** How many bytes are good. */
  readonly length: number;
  /** The first line after them, which was never acknowledged. */
  readonly tail: number | undefined;
}

const HEAD = /^\{"sum":"([0-9a-f]{8})",/;
const HEAD_LENGTH = '{"sum":"00000000",'.length;

export function toLine(commit: number, batch: number, changes: readonly Change[]): string {
  const line: { commit: number; batch: number; delete?: object; put?: object } = { commit, batch };
  const gone = changes.filter(({ after }) => after === undefined);
  const made = changes.filter(({ after }) => after !== undefined);
  if (gone.length > 0) line.delete = byCollection(gone, ({ id }) => id);
  if (made.length > 0) line.put = byCollection(made, ({ after }) => after);
  const rest = JSON.stringify(line).slice(1);
  return `{"sum":"${checksum(rest)}",${rest}\n`;
}

/** Undefined when the line is not as it was written. */
export function fromLine(bytes: Buffer): Commit | undefined {
  const sum = HEAD.exec(bytes.toString("latin1", 0, HEAD_LENGTH))?.[1];
  const rest = bytes.subarray(HEAD_LENGTH);
  if (sum === undefined || sum !== checksum(rest) || !isUtf8(rest)) return undefined;
  return JSON.parse(`{${rest.toString()}`);
}

/**
 * Reads a journal whose first commit should be `next`. After a power cut, the sectors of the last batch may
 * be there or not, in any order, and nobody was told that it was made: so what follows the first bad line is
 * a tail to be cut, unless a later line proves that the bad one had been on the disk.
 * @throws {StoreError} when it is damaged.
 */
export async function readJournal(
  disk: Disk,
  path: string,
  next: number,
  apply: (commit: Commit) => void,
): Promise<JournalEnd> {
  let length = 0;
  let tail: number | undefined;
  for await (const line of readLines(disk.read(path))) {
    const found = line.ended ? fromLine(line.bytes) : undefined;
    if (tail === undefined && found?.commit === next) {
      apply(found);
      next += 1;
      length += line.bytes.length + 1;
      continue;
    }
    tail ??= line.number;
    if (found === undefined) continue;
    if (found.batch > next) {
      throw damaged(
        path,
        tail,
        `commit ${next} should be here and cannot be read, though it was on the disk when line ${line.number} was written.`,
      );
    }
    if (found.commit < next) {
      throw damaged(path, line.number, `commit ${found.commit} is here once more, after commit ${next - 1}.`);
    }
  }
  return { next, length, tail };
}

function byCollection<T>(changes: readonly Change[], pick: (change: Change) => T): Record<string, T[]> {
  const found: Record<string, T[]> = {};
  for (const change of changes) {
    found[change.collection] ??= [];
    found[change.collection]?.push(pick(change));
  }
  return found;
}
