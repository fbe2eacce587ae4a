// The real disk, with hooks: to count what is asked of it, to hold it up, and to let it fail.

import { basename } from "node:path";
import type { Disk, DiskFile } from "../../src/store/disk.ts";
import { nodeDisk } from "../../src/store/node-disk.ts";

export interface Hooks {
  /** How many of these bytes are written; all of them without an answer. May throw. */
  write?(name: string, bytes: Uint8Array): number | undefined;
  /** Runs before the sync of a file. */
  sync?(name: string): Promise<void> | void;
  /** Runs before the sync of the folder. */
  syncFolder?(): Promise<void> | void;
}

export function hookedDisk(hooks: Hooks): Disk {
  return {
    ...nodeDisk,
    open: (path, how) => hookedFile(basename(path), nodeDisk.open(path, how), hooks),
    syncFolder: async (path) => {
      await hooks.syncFolder?.();
      await nodeDisk.syncFolder(path);
    },
  };
}

/** For tests of many states, none of which must survive a power cut. */
export const unsyncedDisk: Disk = {
  ...nodeDisk,
  open: (path, how) => {
    const file = nodeDisk.open(path, how);
    return {
      write: (bytes, position) => file.write(bytes, position),
      sync: async () => {},
      truncate: (length) => file.truncate(length),
      size: () => file.size(),
      close: () => file.close(),
    };
  },
  syncFolder: async () => {},
};

export function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: as the test wants it`), { code });
}

function hookedFile(name: string, file: DiskFile, hooks: Hooks): DiskFile {
  return {
    write: (bytes, position) => {
      const most = hooks.write?.(name, bytes) ?? bytes.length;
      return file.write(bytes.subarray(0, most), position);
    },
    sync: async () => {
      await hooks.sync?.(name);
      await file.sync();
    },
    truncate: (length) => file.truncate(length),
    size: () => file.size(),
    close: () => file.close(),
  };
}

/** A door that is open until it is shut, at which the disk can be made to wait. */
export class Gate {
  waiting = 0;
  #closed: Promise<void> | undefined;
  #open = () => {};

  shut(): void {
    this.#closed = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#closed = undefined;
    this.#open();
  }

  async pass(): Promise<void> {
    if (this.#closed === undefined) return;
    this.waiting += 1;
    await this.#closed;
    this.waiting -= 1;
  }
}
