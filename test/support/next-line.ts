// "test/guards/forgotten.test.ts:12", of the line after the one that calls this: what a report must name.

import { relative } from "node:path";
import { fileURLToPath } from "node:url";

export function nextLine(): string {
  const frame = new Error().stack?.split("\n")[2] ?? "";
  const [, file = "", line = ""] = /((?:file:)?[^()\s]+?):(\d+):\d+\)?$/.exec(frame) ?? [];
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  return `${relative(process.cwd(), path)}:${Number(line) + 1}`;
}
