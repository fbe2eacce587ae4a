// Writing bytes so that all of them arrive, syncing them, and summing them up so that damage shows.

import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import type { Disk, DiskFile } from "./disk.ts";

/** A system may write less than it was asked to, most of all when the disk is nearly full. */
export function writeAll(file: DiskFile, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    const more = file.write(bytes.subarray(written), position + written);
    if (more === 0) throw new Error("The disk takes no more bytes, and does not say why.");
    written += more;
  }
}

/**
 * What was written may be on the disk or not, and the system may have forgotten what it could not write: a
 * second sync can then succeed and mean nothing. So nothing more is built upon that file.
 */
export class SyncFailed extends Error {
  constructor(cause: unknown) {
    super((cause as Error).message, { cause });
  }
}

/** @throws {SyncFailed} */
export async function sync(file: DiskFile): Promise<void> {
  await file.sync().catch((error: unknown) => {
    throw new SyncFailed(error);
  });
}

/** @throws {SyncFailed} */
export async function syncFolder(disk: Disk, path: string): Promise<void> {
  await disk.syncFolder(path).catch((error: unknown) => {
    throw new SyncFailed(error);
  });
}

/** Said of a folder that this process may not open, or that is of a kind that cannot be synced. */
const NOT_OURS = ["EACCES", "EPERM", "EINVAL", "ENOTSUP", "EROFS"];

/**
 * Syncs the names of the folders in which a folder lies, for it may be new, and they too. Which are new is not
 * known: a process that was killed may have made them.
 * @throws {SyncFailed}
 */
export async function syncFoldersAbove(disk: Disk, path: string): Promise<void> {
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    try {
      await disk.syncFolder(dirname(at));
    } catch (error) {
      if (NOT_OURS.includes((error as NodeJS.ErrnoException).code ?? "")) return;
      throw new SyncFailed(error);
    }
  }
}

/** The CRC-32 of these bytes, or of a text in UTF-8, in eight hexadecimal digits. */
export function checksum(data: string | Uint8Array): string {
  return sumText(crc32(data));
}

export function sumText(sum: number): string {
  return sum.toString(16).padStart(8, "0");
}
