// The operations of a disk in words, for the story that a failure tells.

import { basename } from "node:path";
import type { Cut } from "./life.ts";
import type { Operation } from "./platter.ts";

/** The last operations before a cut, and what it left. */
export function describe({ life, at, disk, kind }: Cut): string {
  const names = namesOf(life.disk.operations);
  const lines = life.disk.operations.map(
    (operation, i) => `  ${String(i + 1).padStart(4)} ${line(operation, names)}`,
  );
  const found = disk.kill(0, kind === "kill" ? at : 0);
  const files = [...found.contents()].map(([path, text]) => `  ${path}: ${JSON.stringify(shorten(text))}`);
  return [
    `${kind} after operation ${at}`,
    ...lines.slice(Math.max(0, at - MOST), at),
    "left is",
    ...files,
  ].join("\n");
}

/** As many operations as a reader can follow. */
const MOST = 60;

function line(operation: Operation, names: Map<number, string>): string {
  const { kind } = operation;
  if (kind === "write") {
    const text = shorten(Buffer.from(operation.bytes).toString());
    return `write ${names.get(operation.file)} at ${operation.position}: ${JSON.stringify(text)}`;
  }
  if (kind === "truncate") return `truncate ${names.get(operation.file)} to ${operation.length}`;
  if (kind === "rename") return `rename ${basename(operation.path)} to ${basename(operation.to)}`;
  if (kind === "sync") return `sync ${names.get(operation.file)} begins`;
  if (kind === "sync complete" || kind === "sync failed") return `${kind}, of ${operation.of + 1}`;
  return `${kind} ${basename(operation.path)}`;
}

/** The name that each file was made with. */
function namesOf(operations: readonly Operation[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const operation of operations) {
    if (operation.kind === "create") names.set(operation.file, basename(operation.path));
  }
  return names;
}

function shorten(text: string): string {
  return text.replace(/(.)\1{9,}/g, (run) => `${run[0]}×${run.length}`);
}
