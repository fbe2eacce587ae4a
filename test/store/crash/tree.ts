// Files and the names they have: as a process sees them, or as they are on a platter. The names are kept apart
// from the contents, as a file system keeps them: a file keeps its contents when its name changes.

import { dirname } from "node:path";

/** What a process does to a disk. A file is known by a number, since its name may change. */
export type Change = ContentChange | NameChange;

export type ContentChange =
  | { readonly kind: "write"; readonly file: number; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: "truncate"; readonly file: number; readonly length: number };

export type NameChange =
  | { readonly kind: "create"; readonly path: string; readonly file: number }
  | { readonly kind: "make folder"; readonly path: string }
  | { readonly kind: "rename"; readonly path: string; readonly to: string }
  | { readonly kind: "remove"; readonly path: string };

export class Tree {
  readonly names = new Map<string, number | "folder">();
  readonly contents = new Map<number, Bytes>();

  apply(change: Change): void {
    switch (change.kind) {
      case "write":
        this.bytes(change.file).write(change.position, change.bytes);
        return;
      case "truncate":
        this.bytes(change.file).resize(change.length);
        return;
      case "create":
        this.names.set(change.path, change.file);
        return;
      case "make folder":
        this.names.set(change.path, "folder");
        return;
      case "rename": {
        const named = this.names.get(change.path);
        this.names.delete(change.path);
        if (named !== undefined) this.names.set(change.to, named);
        return;
      }
      case "remove":
        this.names.delete(change.path);
    }
  }

  bytes(file: number): Bytes {
    const bytes = this.contents.get(file) ?? new Bytes();
    this.contents.set(file, bytes);
    return bytes;
  }

  copy(): Tree {
    const copy = new Tree();
    for (const [path, named] of this.names) copy.names.set(path, named);
    for (const [file, bytes] of this.contents) copy.contents.set(file, bytes.copy());
    return copy;
  }

  /** Lets go of what cannot be reached: names in folders that are not there, contents without a name. */
  prune(): void {
    const isLost = (path: string): boolean => {
      const folder = dirname(path);
      return folder !== path && (isLost(folder) || !(isRoot(folder) || this.names.has(folder)));
    };
    for (const path of [...this.names.keys()]) if (isLost(path)) this.names.delete(path);
    const named = new Set(this.names.values());
    for (const file of [...this.contents.keys()]) if (!named.has(file)) this.contents.delete(file);
  }
}

/** The contents of a file, growing as it is written. */
export class Bytes {
  #space = Buffer.alloc(0);
  length = 0;

  write(position: number, bytes: Uint8Array): void {
    this.resize(Math.max(this.length, position + bytes.length));
    this.#space.set(bytes, position);
  }

  /** Cuts it, or fills it up with zeros. */
  resize(length: number): void {
    if (length > this.#space.length) {
      const space = Buffer.alloc(Math.max(length, this.#space.length * 2));
      this.#space.copy(space);
      this.#space = space;
    }
    if (length < this.length) this.#space.fill(0, length, this.length);
    this.length = length;
  }

  slice(from: number, to: number): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#space, from, Math.min(to, this.length));
  }

  copy(): Bytes {
    const copy = new Bytes();
    copy.write(0, this.#space.subarray(0, this.length));
    return copy;
  }
}

export function isRoot(path: string): boolean {
  return dirname(path) === path;
}
