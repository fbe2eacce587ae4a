// The snapshot: all records as they were after some commit, in a file that a student opens and reads, and may
// change while the store is closed. Here it is written; snapshot-reader.ts reads it.
//
//   {
//   "format": 1,
//   "commit": 42,                            the last one that is in it
//   "version": 57,                           the last one that was given
//   "continues": "shop.json.journal-43",     where later commits are; null once the store was closed
//   "collections": {
//   "products": [
//   {"id":"a","name":"Cover","version":57}
//   ]
//   },
//   "sum": "1c291ca3"                        tells whether somebody changed the file
//   }

import { setImmediate as nextTurn } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { sumText, sync, writeAll } from "./bytes.ts";
import type { Disk } from "./disk.ts";
import type { Row } from "./values.ts";

export interface SnapshotHead {
  readonly commit: number;
  readonly version: number;
  readonly continues: string | null;
}

/** Records never change, so a list of them stays what it is while writes go on. */
export type Records = readonly (readonly [collection: string, rows: readonly Row[]])[];

export const FORMAT = 1;
/** Characters that are written between two turns of the event loop: less than a millisecond's work. */
const PIECE = 64 * 1024;
/** Bytes after which the disk is made to follow, so that the last sync does not hold up those of the journal. */
const SYNC_EVERY = 4 * 1024 * 1024;

/** Writes a snapshot to a new file and syncs it. Resolves with its size. */
export async function writeSnapshot(
  disk: Disk,
  path: string,
  head: SnapshotHead,
  records: Records,
): Promise<number> {
  const file = disk.open(path, "new");
  try {
    let position = 0;
    let synced = 0;
    let sum = 0;
    for (const piece of pieces(head, records, () => sum)) {
      const bytes = Buffer.from(piece);
      sum = crc32(bytes, sum);
      writeAll(file, bytes, position);
      position += bytes.length;
      if (position - synced > SYNC_EVERY) {
        synced = position;
        await sync(file);
      }
      await nextTurn();
    }
    await sync(file);
    return position;
  } finally {
    file.close();
  }
}

/** The text of a snapshot. `sum` is asked when all before the last piece has been summed up. */
function* pieces(head: SnapshotHead, records: Records, sum: () => number): Generator<string> {
  const { commit, version, continues } = head;
  let text = `{\n"format": ${FORMAT},\n"commit": ${commit},\n"version": ${version},\n`;
  text += `"continues": ${JSON.stringify(continues)},\n"collections": {`;
  for (const [i, [collection, rows]] of records.entries()) {
    text += `${i === 0 ? "" : ","}\n${JSON.stringify(collection)}: [`;
    for (const [j, row] of rows.entries()) {
      text += `${j === 0 ? "" : ","}\n${JSON.stringify(row)}`;
      if (text.length < PIECE) continue;
      yield text;
      text = "";
    }
    text += "\n]";
  }
  yield `${text}\n},\n`;
  yield `"sum": "${sumText(sum())}"\n}\n`;
}
