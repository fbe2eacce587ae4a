// A course of two small lessons for one test, in a folder of its own below work/, whose name has a space, an accent
// and a sign: every test proves that such a path works.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { runCourse } from "../../../src/cli/commands/run.ts";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const fixture = fileURLToPath(new URL("../fixture/lessons", import.meta.url));
const src = new URL("../../../src/", import.meta.url).href;
const program = fileURLToPath(new URL("./run-course.ts", import.meta.url));

export interface TestCourse {
  readonly root: string;
  /** The path of a file of it: "work/01-hello/exercise.ts". */
  path(name: string): string;
  has(name: string): boolean;
  read(name: string): string;
  write(name: string, text: string): void;
  /** A file as the fixture has it: "01-hello/exercise.ts". */
  fixture(name: string): string;
  /** Runs a command in this process: "check", "01". */
  run(...args: string[]): Promise<Outcome>;
  /** Runs it in a process of its own. */
  start(...args: string[]): StartedCommand;
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

export interface StartedCommand {
  readonly child: ChildProcess;
  /** All that it has written so far. */
  readonly out: string;
  exit(): Promise<number | null>;
}

export function makeCourse(t: TestContext): TestCourse {
  mkdirSync(join(ROOT, "work"), { recursive: true });
  const root = mkdtempSync(join(ROOT, "work", "test é 100% "));
  t.after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  cpSync(fixture, join(root, "lessons"), { recursive: true });
  for (const lesson of ["01-hello", "02-routes"]) {
    const file = join(root, "lessons", lesson, "checks.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("../../../../../src/", src));
  }
  const path = (name: string) => join(root, ...name.split("/"));
  return {
    root,
    path,
    has: (name) => existsSync(path(name)),
    read: (name) => readFileSync(path(name), "utf8"),
    write: (name, text) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    },
    fixture: (name) => readFileSync(join(fixture, name), "utf8"),
    run: (...args) => runHere(root, args),
    start: (...args) => startCommand(t, root, args),
  };
}

async function runHere(root: string, args: string[]): Promise<Outcome> {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCourse(
    args,
    {
      input: process.stdin,
      output: { write: (text) => out.push(text), on: () => {}, removeAllListeners: () => {} },
      errors: { write: (text) => errors.push(text) },
      env: {},
    },
    root,
  );
  return { code, out: out.join(""), errors: errors.join("") };
}

function startCommand(t: TestContext, root: string, args: string[]): StartedCommand {
  const child = spawn(process.execPath, ["--import", "tsx", program, root, ...args], { cwd: ROOT });
  t.after(() => child.kill("SIGKILL"));
  let out = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
  }
  const exited = once(child, "close");
  return {
    child,
    get out() {
      return out;
    },
    exit: async () => (await exited)[0],
  };
}
