// The disk, by node:fs. What differs between systems is settled here, and nowhere else.

import {
  closeSync,
  createReadStream,
  fdatasync,
  fstatSync,
  fsync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Disk, DiskFile } from "./disk.ts";

const WINDOWS = process.platform === "win32";
/** Virus scanners and editors hold a file for a moment; after a second and a half it is more than that. */
const RENAME_TRIES = 15;
const RENAME_PAUSE = 100;

export const nodeDisk: Disk = {
  open: (path, how) => new NodeFile(openSync(path, how === "new" ? "wx+" : "r+")),
  read: (path) => createReadStream(path),
  list: (folder) => readdirSync(folder),
  makeFolder: (path) => {
    mkdirSync(path, { recursive: true });
  },
  rename,
  remove: (path) => rmSync(path),
  syncFolder,
  stamp: (path) => {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    return found && `${found.ino} ${found.size} ${found.mtimeNs}`;
  },
};

class NodeFile implements DiskFile {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** It goes to memory of the system, so it does not pay to give it to another thread: the sync is what takes long. */
  write(bytes: Uint8Array, position: number): number {
    return writeSync(this.#fd, bytes, 0, bytes.length, position);
  }

  sync(): Promise<void> {
    return settled((done) => fdatasync(this.#fd, done));
  }

  truncate(length: number): void {
    ftruncateSync(this.#fd, length);
  }

  size(): number {
    return fstatSync(this.#fd).size;
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** Windows refuses to replace a file that somebody has open just now. */
async function rename(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return renameSync(from, to);
    } catch (error) {
      const busy = WINDOWS && ["EPERM", "EBUSY", "EACCES"].includes(codeOf(error));
      if (!busy || tries === RENAME_TRIES) throw error;
    }
    await delay(RENAME_PAUSE);
  }
}

/** Windows syncs no folders: NTFS keeps a journal of names by itself. */
async function syncFolder(path: string): Promise<void> {
  let fd: number | undefined;
  try {
    const opened = openSync(path, "r");
    fd = opened;
    await settled((done) => fsync(opened, done));
  } catch (error) {
    if (!(WINDOWS && ["EPERM", "EISDIR"].includes(codeOf(error)))) throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function settled(start: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error === null ? resolve() : reject(error)));
  });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "";
}
