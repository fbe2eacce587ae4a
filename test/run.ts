// Runs the tests: all of them, or those whose path contains one of the given words: npm test -- guards router
//
// Node 20's --test takes no globs and finds no .ts file by itself, and a run that finds nothing succeeds. So
// the files are listed here, and none is an error. The files of one folder share a process: starting one for
// each of a hundred files takes longer than all tests together. Those of the lessons wait for processes of their own most
// of the time: there each file has one, so that they wait side by side.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

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

const folder = mkdtempSync(join(tmpdir(), "roundtrip-tests-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
/** Its files do not share a process. */
const APART = join("test", "lessons");
/** These take longest: one that began last would go on alone. */
const FIRST = new Set([join("test", "guide", "browser"), join("test", "cli")]);
// The time limit is for all files of a folder together, on a machine that is busy.
// One process more than there are cores: many tests only wait for another process.
const options = ["--test-timeout=900000", `--test-concurrency=${availableParallelism() + 1}`];
const child = spawn(process.execPath, ["--import", "tsx", "--test", ...options, ...entries()], {
  cwd: root,
  stdio: "inherit",
});
child.once("exit", (code) => process.exit(code ?? 1));

/** For each group of tests, a file that imports them. */
function entries(): string[] {
  const groups = [...new Set(files.map(groupOf))];
  return groups.map((name) => {
    const own = files.filter((file) => groupOf(file) === name);
    const order = FIRST.has(name) ? "0" : "1"; // Node runs them in the order of their names.
    const entry = join(folder, `${order}-${name.split(sep).join("-")}.mjs`);
    writeFileSync(entry, own.map((file) => `import "${pathToFileURL(join(root, file))}";\n`).join(""));
    return entry;
  });
}

function groupOf(file: string): string {
  return dirname(file) === APART ? file : dirname(file);
}

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
