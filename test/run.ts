// Runs the tests: all of them, or those whose path contains one of the given words: npm test -- guards router
//
// Node 20's --test takes no globs and finds no .ts file by itself, and a run that finds nothing succeeds. So
// the files are listed here, and none is an error.

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const words = process.argv.slice(2);
const files = ["test", "lessons"]
  .flatMap(testFiles)
  .filter((file) => words.length === 0 || words.some((word) => file.split(sep).join("/").includes(word)))
  .sort();

if (files.length === 0) {
  console.error(`No test file's path contains ${words.join(" or ")}.`);
  process.exit(1);
}

spawn(process.execPath, ["--import", "tsx", "--test", "--test-timeout=60000", ...files], {
  cwd: root,
  stdio: "inherit",
}).once("exit", (code) => process.exit(code ?? 1));

function testFiles(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts") && !name.split(sep).includes("node_modules"))
      .map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
