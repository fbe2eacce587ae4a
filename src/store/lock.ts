// The lock: a file beside the store that says which process has it open. Node has no locks of the system, so
// it is a file that only one process can make, and that stays behind when the process is killed.

import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { writeAll } from "./bytes.ts";
import type { Disk, DiskFile } from "./disk.ts";
import { StoreError } from "./errors.ts";

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Of this very lock: process ids are used again, most of all in containers. */
  readonly token: string;
}

/** For how long a lock may be without its content: between two system calls of its maker. */
const READ_TRIES = 10;
const READ_PAUSE = 10;

/** What this process holds. Any other lock with its process id is left from an earlier process. */
const held = new WeakMap<Disk, Set<string>>();

export class Lock {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #token: string;
  readonly #stamp: string | undefined;

  private constructor(disk: Disk, path: string, token: string) {
    this.#disk = disk;
    this.#path = path;
    this.#token = token;
    this.#stamp = disk.stamp(path);
  }

  /** @throws {StoreError} "locked" when another process, or this one, has it. */
  static async take(disk: Disk, path: string): Promise<Lock> {
    const token = randomBytes(8).toString("hex");
    // At once: others in this process must not think it left over while it is being made.
    tokensOf(disk).add(token);
    try {
      while (!(await make(disk, path, token))) if (await takeOver(disk, path, token)) break;
      const lock = new Lock(disk, path, token);
      if ((await readOwner(disk, path))?.token === token) return lock;
      throw locked(path, "another process took it just now.");
    } catch (error) {
      tokensOf(disk).delete(token);
      throw error;
    }
  }

  /** Whether it is still this one. Somebody may have removed it by hand, and another process made its own. */
  get isHeld(): boolean {
    return this.#stamp !== undefined && this.#disk.stamp(this.#path) === this.#stamp;
  }

  release(): void {
    if (this.isHeld) this.#disk.remove(this.#path);
    tokensOf(this.#disk).delete(this.#token);
  }
}

/** False when there is such a file already. It is synced, or a power cut could leave one without an owner. */
async function make(disk: Disk, path: string, token: string): Promise<boolean> {
  const owner: Owner = { pid: process.pid, host: hostname(), token };
  let file: DiskFile;
  try {
    file = disk.open(path, "new");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    writeAll(file, Buffer.from(`${JSON.stringify(owner)}\n`), 0);
    await file.sync();
    return true;
  } catch (error) {
    disk.remove(path);
    throw error;
  } finally {
    file.close();
  }
}

/**
 * Replaces the lock of a process that is gone. Of several that find it at once, the one gets it that makes the
 * claim to this very lock; the claim then becomes the lock, in one step. Whoever comes later with a claim to
 * the same old lock sees that it is another by now. False when there is no lock any more.
 */
async function takeOver(disk: Disk, path: string, token: string): Promise<boolean> {
  const old = await readOwner(disk, path);
  if (disk.stamp(path) === undefined) return false;
  refuseIfAlive(disk, path, old);
  const claim = `${path}-after-${old?.token ?? "unreadable"}`;
  // A claim is a lock as well: it stays behind when its process is killed before it has become the lock.
  if (!(await make(disk, claim, token)) && !(await takeOver(disk, claim, token))) return false;
  const now = await readOwner(disk, path);
  if (now?.token === old?.token && disk.stamp(path) !== undefined) {
    await disk.rename(claim, path);
    return true;
  }
  disk.remove(claim);
  return false;
}

function refuseIfAlive(disk: Disk, path: string, owner: Owner | undefined): void {
  if (owner === undefined) return;
  const { pid, host, token } = owner;
  if (host !== hostname()) {
    throw locked(
      path,
      `process ${pid} on the computer ${host} has it open. If that one is gone, delete ${path}.`,
    );
  }
  if (pid === process.pid) {
    if (!tokensOf(disk).has(token)) return;
    throw locked(path, `this process (${pid}) has it open already. Open it once and pass it around.`);
  }
  if (isAlive(pid)) {
    throw locked(
      path,
      `process ${pid} has it open. End that one first; if it is no server of yours, delete ${path}.`,
    );
  }
}

/** Undefined when there is none, or none that can be read. */
async function readOwner(disk: Disk, path: string): Promise<Owner | undefined> {
  for (let tries = 0; tries < READ_TRIES && disk.stamp(path) !== undefined; tries++) {
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of disk.read(path)) pieces.push(piece);
      const { pid, host, token } = JSON.parse(Buffer.concat(pieces).toString());
      if (Number.isSafeInteger(pid) && /^[0-9a-f]+$/.test(token)) return { pid, host, token };
    } catch (error) {
      const { name, code } = error as NodeJS.ErrnoException;
      if (name !== "SyntaxError" && code !== "ENOENT") throw error;
    }
    await delay(READ_PAUSE);
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function tokensOf(disk: Disk): Set<string> {
  const tokens = held.get(disk) ?? new Set();
  held.set(disk, tokens);
  return tokens;
}

function locked(path: string, who: string): StoreError {
  return new StoreError("locked", `The store is locked by ${path}: ${who}`);
}
