// What the json-file engine asks of a disk: the few calls of node:fs on which its promises rest. They stand
// behind an interface so that tests can put a disk there that is full, loses power, or fails.

/** An open file, for reading its size and writing at any position. */
export interface DiskFile {
  /** Writes at a position, in bytes from the start. May write less than it was given: returns how many bytes. */
  write(bytes: Uint8Array, position: number): number;
  /** Resolves when all that was written before this call is on the disk, and stays there without power. */
  sync(): Promise<void>;
  /** Cuts the file to this many bytes. */
  truncate(length: number): void;
  /** In bytes. */
  size(): number;
  close(): void;
}

/** Every call throws, or rejects with, the errors of node:fs, with their `code`: "ENOENT", "ENOSPC", "EIO". */
export interface Disk {
  /** Opens a file. "new" makes one, and fails with EEXIST where there is one. */
  open(path: string, how: "existing" | "new"): DiskFile;
  /** The bytes of a file, piece by piece. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** The names in a folder. */
  list(folder: string): string[];
  /** Makes a folder, and those above it. */
  makeFolder(path: string): void;
  /** Gives a file another name; a file that had it is replaced in the same step. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): void;
  /** Resolves when the names in a folder (new files, renames, removals) are on the disk. */
  syncFolder(path: string): Promise<void>;
  /** A text that changes when somebody changes the file; undefined when there is none. */
  stamp(path: string): string | undefined;
}
