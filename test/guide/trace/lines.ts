// Lines of the programs, by the comments that stand on them: "test/guide/trace/programs/kit.ts:36".

import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export function line(name: string, mark: string): string {
  const path = fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
  const lines = readFileSync(path, "utf8").split("\n");
  const index = lines.findIndex((text) => text.endsWith(`// here: ${mark}`));
  if (index === -1) throw new Error(`${name}.ts has no line "here: ${mark}".`);
  return `${relative(process.cwd(), path).split(sep).join("/")}:${index + 1}`;
}
