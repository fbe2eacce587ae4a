// The files of a file store: the snapshot that its URL names, and what the engine keeps beside it.

import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The path in a store's URL; undefined for a store that has none. */
export function pathOf(url: string): string | undefined {
  if (url.startsWith("file://")) return fileURLToPath(url);
  return /^file:(.*[^/\\])$/.exec(url)?.[1];
}

export interface DataFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** What the engine puts behind the name of the snapshot. Whatever else lies in the folder is somebody else's. */
const ENDINGS = /^(\.(new|lock|(journal|tail|edited)-\d+))?$/;

export function filesOf(path: string): DataFile[] {
  const name = basename(path);
  return namesIn(dirname(path))
    .filter((one) => one.startsWith(name) && ENDINGS.test(one.slice(name.length)))
    .map((one) => join(dirname(path), one))
    .map((file) => ({ path: file, stat: statSync(file) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => ({ path, size: stat.size }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
