// Programs of this project as child processes: `npm start`, or any file.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { eventually } from "./eventually.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));

const guideFile = join(tmpdir(), `roundtrip-guide-${process.pid}.json`);

export interface Started {
  readonly child: ChildProcess;
  readonly stdout: string;
  readonly stderr: string;
  /** Where it listens, once it has said so. */
  url(): Promise<string>;
  /** Its exit code, once it has ended. */
  exit(): Promise<number | null>;
}

/** What package.json says for `npm start`, with these options. */
export function start(t: TestContext, options: string[], env: Record<string, string> = {}): Started {
  return script(t, "start", options, env);
}

/** What package.json says for `npm run` with this name. */
export function script(
  t: TestContext,
  name: string,
  options: string[],
  env: Record<string, string> = {},
): Started {
  const [, ...args] = scripts[name].split(" ");
  return run(t, [...args, ...options], env);
}

export function run(t: TestContext, args: string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, args, {
    cwd: root,
    // In memory, unless a test says otherwise: no test touches the data, or the guide, of whoever runs it.
    env: {
      ...process.env,
      PORT: "",
      HOST: "",
      GUIDE_PORT: "0",
      GUIDE_FILE: guideFile,
      DATA: "memory:",
      ...env,
    },
  });
  t.after(() => child.kill("SIGKILL"));
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    output.stderr += text;
  });
  const exited = once(child, "close");
  return {
    child,
    get stdout() {
      return output.stdout;
    },
    get stderr() {
      return output.stderr;
    },
    url: async () => {
      const listens = () => /^.*listens on (http:\S+)/.exec(output.stdout)?.[1];
      await eventually(() => listens() !== undefined || child.exitCode !== null, "the server to listen");
      return listens() ?? `nowhere: ${output.stderr}`;
    },
    exit: async () => (await exited)[0],
  };
}
