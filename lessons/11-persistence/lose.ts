// Loses data, to show how that happens: a program writes a large file again and again, and is killed at a moment
// that it does not know. Then the file is read.
//
//   node --import tsx lessons/11-persistence/lose.ts 10

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { writeWhole } from "./file-store.ts";

const ways = { writeFile, writeWhole };
const [first = "10", file = ""] = process.argv.slice(2);
if (file === "") await showLosses(Number(first));
else await writeForever(first as keyof typeof ways, file);

/** The program that is killed. */
async function writeForever(way: keyof typeof ways, file: string): Promise<void> {
  const books = Array.from({ length: 40_000 }, (_, id) => ({
    id,
    title: "A book in a large library",
    copies: 1,
  }));
  const text = JSON.stringify(books);
  await ways[way](file, text);
  process.send?.("The file is there.");
  for (;;) await ways[way](file, text);
}

/** Starts it and kills it, `times` times each way, and counts what is left. */
async function showLosses(times: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lose-"));
  for (const way of Object.keys(ways)) {
    const left = { whole: 0, half: 0, empty: 0 };
    for (let i = 0; i < times; i += 1) {
      const file = join(folder, `${way}-${i}.json`);
      const child = fork(fileURLToPath(import.meta.url), [way, file]);
      await once(child, "message");
      await setTimeout(Math.random() * 100);
      child.kill("SIGKILL");
      await once(child, "exit");
      left[look(file)] += 1;
    }
    console.log(`${way}: killed ${times} times.`);
    console.log(`  whole: ${left.whole}, only a part: ${left.half}, empty: ${left.empty}`);
  }
  rmSync(folder, { recursive: true, force: true });
}

function look(file: string): "whole" | "half" | "empty" {
  const text = readFileSync(file, "utf8");
  if (text === "") return "empty";
  try {
    JSON.parse(text);
    return "whole";
  } catch {
    return "half";
  }
}
