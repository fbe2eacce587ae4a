// The files of an open store: appends batches to its journal, and folds journals into a new snapshot. It knows
// when what was written is safe, and nothing of what it means.

import { basename, dirname } from "node:path";
import { SyncFailed, sync, syncFolder, writeAll } from "./bytes.ts";
import type { Disk, DiskFile } from "./disk.ts";
import { StoreError } from "./errors.ts";
import type { Lock } from "./lock.ts";
import { journalPath, type Recovered } from "./recovery.ts";
import { type Records, writeSnapshot } from "./snapshot.ts";

export class Files {
  /** The number of the last commit that is safe. */
  commit: number;
  /** In bytes: of all commits that the snapshot does not have. */
  journalSize = 0;
  snapshotSize = 0;
  /** Why nothing is written any more, until the store is opened again. */
  failure: StoreError | undefined;
  readonly #disk: Disk;
  readonly #path: string;
  readonly #lock: Lock;
  /** The snapshot's, when the store last read or wrote it. */
  #stamp: string | undefined;
  /** The first commits of the journals. The last of them is open, and appended to. */
  #journals: number[];
  #file: DiskFile | undefined;
  #length = 0;

  constructor(disk: Disk, path: string, lock: Lock, { commit, journals, stamp }: Recovered) {
    this.#disk = disk;
    this.#path = path;
    this.#lock = lock;
    this.commit = commit;
    this.#journals = [...journals];
    this.#stamp = stamp;
  }

  /** Goes on where the store was left. */
  resume(): void {
    const snapshot = this.#disk.open(this.#path, "existing");
    this.snapshotSize = snapshot.size();
    snapshot.close();
    this.#file = this.#disk.open(this.#journal, "existing");
    this.#length = this.#file.size();
    this.journalSize = this.#length;
  }

  /**
   * Appends the lines of some commits to the journal. Resolves when they are safe.
   * @throws {StoreError} and then they are not in it, or it is not known, and the store is read-only.
   */
  async append(lines: string, commits: number): Promise<void> {
    this.#check();
    const file = this.#file as DiskFile;
    const bytes = Buffer.from(lines);
    try {
      writeAll(file, bytes, this.#length);
    } catch (error) {
      await this.#cutOff(file);
      throw new StoreError(
        "write-failed",
        `${this.#journal} could not be written: ${(error as Error).message}. The change was not made; what was ` +
          "there before can be read. Make room on the disk, if it is full, and try again.",
        error,
      );
    }
    try {
      await sync(file);
    } catch (error) {
      this.#stop(error);
      // As far as this process can tell, so that the next one does not find what was refused.
      try {
        file.truncate(this.#length);
      } catch {}
      throw this.failure;
    }
    this.#length += bytes.length;
    this.journalSize += bytes.length;
    this.commit += commits;
  }

  /** Begins a new journal, for the commits from the next one on: a fold takes those before it. */
  async turn(): Promise<void> {
    this.#check();
    this.#refuseIfEdited();
    const first = this.commit + 1;
    const isThere = this.#journals.at(-1) === first;
    if (isThere && this.#file !== undefined) return;
    const file = this.#disk.open(journalPath(this.#path, first), isThere ? "existing" : "new");
    try {
      await syncFolder(this.#disk, dirname(this.#path));
    } catch (error) {
      file.close();
      throw this.#stop(error);
    }
    this.#file?.close();
    this.#file = file;
    this.#length = 0;
    if (!isThere) this.#journals.push(first);
  }

  /**
   * Writes the records into a new snapshot, which takes the place of the old one and of all journals but the
   * open one. The records are those before that one; or all, when the store is closing and needs none.
   * @throws {StoreError | Error} and then the old files are there, and all is well but for the room they take.
   */
  async fold(records: Records, version: number, { isLast }: { isLast: boolean }): Promise<void> {
    this.#check();
    const needed = isLast ? [] : this.#journals.slice(-1);
    const commit = isLast ? this.commit : (needed[0] as number) - 1;
    const folded = this.journalSize;
    const continues = isLast ? null : basename(this.#journal);
    const draft = `${this.#path}.new`;
    try {
      this.#refuseIfEdited();
      this.#remove(draft); // Of a process that was killed.
      const size = await writeSnapshot(this.#disk, draft, { commit, version, continues }, records);
      this.#check();
      this.#refuseIfEdited();
      await this.#disk.rename(draft, this.#path);
      this.#stamp = this.#disk.stamp(this.#path);
      await syncFolder(this.#disk, dirname(this.#path));
      this.snapshotSize = size;
    } catch (error) {
      if (error instanceof SyncFailed) throw this.#stop(error);
      // It takes room that the journal may need. (Without the lock it could be another process's.)
      if (this.failure === undefined) this.#remove(draft);
      throw error;
    }
    this.journalSize -= folded;
    for (const first of this.#journals) if (!needed.includes(first)) this.remove(first);
    this.#journals = needed;
  }

  /** Removes a journal that nobody needs. */
  remove(first: number): void {
    this.#remove(journalPath(this.#path, first));
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  get #journal(): string {
    return journalPath(this.#path, this.#journals.at(-1) as number);
  }

  /** If it is not there, all is well; if it cannot be removed, whoever needs its name or its room will say so. */
  #remove(path: string): void {
    try {
      this.#disk.remove(path);
    } catch {}
  }

  /** After a failed write: durably, or what was refused could be there after a power cut. */
  async #cutOff(file: DiskFile): Promise<void> {
    try {
      file.truncate(this.#length);
      await file.sync();
    } catch (error) {
      throw this.#stop(error);
    }
  }

  #check(): void {
    if (this.failure !== undefined) throw this.failure;
    if (this.#lock.isHeld) return;
    this.failure = new StoreError(
      "read-only",
      `${this.#path} is read-only: its lock was removed or replaced while it was open, so another process may ` +
        "be writing to it. Stop one of the two, and open it again.",
    );
    throw this.failure;
  }

  /** Right before it would be replaced: node:fs has no way to replace a file only if it is still the same. */
  #refuseIfEdited(): void {
    const stamp = this.#disk.stamp(this.#path);
    // If it was removed, there is nothing to be overwritten.
    if (stamp === undefined || stamp === this.#stamp) return;
    throw new StoreError(
      "write-failed",
      `${this.#path} was changed by hand while the store was open. It is not overwritten: later changes stay in ` +
        "the journal beside it, and both are put together when the store is opened next.",
    );
  }

  #stop(error: unknown): StoreError {
    this.failure ??= new StoreError(
      "read-only",
      `${this.#path} is read-only, because the disk failed: ${(error as Error).message}. What was being written ` +
        "may be lost; what was there before can be read. Look after the disk, and open the store again.",
      error,
    );
    return this.failure;
  }
}
