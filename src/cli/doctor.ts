// What npm run doctor looks at once TypeScript runs: files, ports, the network of the machine, the clock. It is
// started by doctor.js.

import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inWords } from "../course/fault.ts";
import { ROOT } from "../course/lessons.ts";
import { isFree } from "../course/ports.ts";
import { ServerProcess } from "../course/server-process.ts";

/** A text says that all is well, or what is to be known. @throws {Problem} */
type Look = () => string | Promise<string>;

class Problem extends Error {
  readonly todo: string;

  constructor(message: string, todo: string) {
    super(message);
    this.todo = todo;
  }
}

const LOOKS: readonly Look[] = [
  writing,
  oddNames,
  loopback,
  childProcess,
  () => port(3000),
  () => port(4000),
  clock,
];

let problems = 0;
for (const look of LOOKS) await report(look);
console.log(problems === 0 ? "\nAll is well: npm run learn" : `\nTo mend: ${problems}`);
process.exitCode = problems === 0 ? 0 : 1;

async function report(look: Look): Promise<void> {
  try {
    console.log(`ok       ${await look()}`);
  } catch (error) {
    problems += 1;
    const { message } = error as Error;
    console.log(`problem  ${message}`);
    console.log(`         ${error instanceof Problem ? error.todo : "Show this line to your instructor."}`);
  }
}

function writing(): string {
  inScratchFolder("doctor-", (folder) => writeFileSync(join(folder, "file"), "text"));
  return "files can be written in work/";
}

async function oddNames(): Promise<string> {
  await inScratchFolder("doctor é # 100% ", async (folder) => {
    const file = join(folder, "module.mjs");
    writeFileSync(file, "export const answer = 42;\n");
    const { answer } = await import(pathToFileURL(file).href).catch(() => ({ answer: undefined }));
    if (answer === 42 && readFileSync(file, "utf8").includes("42")) return;
    throw new Problem(
      "A folder with accents or spaces in its name does not work here.",
      "Move the course to a folder with plain letters in its path.",
    );
  });
  return "folders with accents, spaces and signs in their names work";
}

async function loopback(): Promise<string> {
  const server = createServer((_req, res) => res.end("hello"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw new Problem(
      `No port can be listened on: ${error.code}.`,
      "A security program may forbid it. Ask who looks after this machine.",
    );
  });
  try {
    const { port } = server.address() as AddressInfo;
    for (const host of ["127.0.0.1", "localhost"]) {
      if (await answers(host, port)) continue;
      throw new Problem(
        `A server of this machine cannot be reached at ${host}.`,
        host === "localhost"
          ? "Look whether the hosts file has the line: 127.0.0.1 localhost"
          : "A firewall, proxy or VPN may be in the way. Switch it off for a try.",
      );
    }
  } finally {
    server.close();
  }
  return "a server of this machine is reached at localhost";
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get({ host, port, agent: false, timeout: 3_000 }, (reply) => {
      reply.resume();
      resolve(reply.statusCode === 200);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(false));
  });
}

/** All the way that a check goes. */
async function childProcess(): Promise<string> {
  const server = new ServerProcess();
  try {
    const { kind } = await server.load(join(ROOT, "lessons", "01-server", "solution.ts"), {
      listener: false,
    });
    if (kind === "listening") return "the server of lesson 01 starts, and stops";
    throw new Problem(
      `The server of lesson 01 does not start here: ${kind}. ${server.output.trim().split("\n").at(-1) ?? ""}`,
      "Get the course's files back with: git checkout -- lessons src",
    );
  } finally {
    await server.end();
  }
}

/** A taken port is no fault: the course takes another one. */
async function port(number: number): Promise<string> {
  if (await isFree(number)) return `port ${number} is free`;
  return `port ${number} is taken by another program: the course takes others, and says which`;
}

function clock(): string {
  const now = Date.now();
  const written = statSync(join(ROOT, "package.json")).mtimeMs;
  if (new Date(now).getFullYear() >= 2025 && written <= now + 86_400_000) return "the clock is plausible";
  throw new Problem(
    `The clock says ${new Date(now).toISOString().slice(0, 16)}, which cannot be.`,
    "Set the date of this machine: cookies and caches depend on it.",
  );
}

/** A folder in work/ that is gone afterwards. @throws {Problem} */
function inScratchFolder<T>(name: string, use: (folder: string) => T): T {
  const work = join(ROOT, "work");
  let folder: string;
  try {
    mkdirSync(work, { recursive: true });
    folder = mkdtempSync(join(work, name));
  } catch (error) {
    throw new Problem(
      `${work} cannot be written: ${inWords(error)}.`,
      "Copy the course to a folder that is yours, and start there.",
    );
  }
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const used = use(folder);
  if (used instanceof Promise) void used.then(remove, remove);
  else remove();
  return used;
}
