// What `npm run fault` does: it reads the command line, and asks the guide that runs.

import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { request } from "undici";
import { FAULTS } from "../guide/faults/faults.ts";
import { findGuide, type GuideAddress } from "../guide/guide-file.ts";
import type { Io } from "./io.ts";

const HELP = `Breaks the shop on purpose, to see what happens. Start it first: npm start

  npm run fault                       all faults, and which are on
  npm run fault -- slow-database      puts this one on
  npm run fault -- slow-database off  and off again
  npm run fault -- pull-the-plug      kills the shop while a client orders, and
                                      counts what is left
  npm run fault -- off                mends everything

  --guide-port N                      the guide's port, if it is not found

Exit codes: 0 done, 1 not, 2 not understood.
`;

const NO_GUIDE = `No guide runs here that could break the shop. Start it in another terminal: npm start
If it runs on a port of its own, say which: npm run fault -- --guide-port 4001`;

/** How often it asks how far something is; milliseconds. */
const LOOK_EVERY = 300;

interface Shown {
  readonly name: string;
  readonly title: string;
  readonly look: string;
  readonly on: boolean;
  readonly progress?: { readonly message: string; readonly phase: string };
}

interface Command {
  readonly guide: GuideAddress;
  readonly name: string | undefined;
  readonly on: boolean;
}

export async function runFault(io: Io): Promise<void> {
  const command = readCommand(io);
  if (command === undefined) return;
  const { name, on } = command;
  try {
    if (name === undefined) return list(io, (await ask(command, "GET", "/api/faults")).faults as Shown[]);
    if (name === "off") {
      await ask(command, "DELETE", "/api/faults");
      io.write("No fault is on any more.\n");
      return;
    }
    const path = `/api/faults/${encodeURIComponent(name)}`;
    const fault = (await ask(command, "PUT", path, { on })) as unknown as Shown;
    if (!fault.on) io.write(`Off: ${fault.title}.\n`);
    else if (fault.progress === undefined) io.write(nowOn(fault));
    else await follow(io, command, fault);
  } catch (error) {
    io.fail((error as Error).message);
  }
}

/** Pulling the plug ends by itself: tells how far it is, until it is done. */
async function follow(io: Io, command: Command, { name, title, look }: Shown): Promise<void> {
  io.write(`${title}. ${look}\n`);
  for (let told = ""; ; await delay(LOOK_EVERY)) {
    const faults = (await ask(command, "GET", "/api/faults")).faults as Shown[];
    const fault = faults.find((one) => one.name === name);
    const { message = "", phase } = fault?.progress ?? {};
    const isOver = !fault?.on;
    // One that was stopped has forgotten how far it was.
    const why = phase === "failed" ? message : "It was stopped before its end.";
    if (isOver && phase !== "done") return io.fail(why);
    if (message !== told) io.write(`  ${message}\n`);
    if (isOver) return;
    told = message;
  }
}

function list(io: Io, faults: readonly Shown[]): void {
  for (const { name, title, on, progress } of faults) {
    io.write(`  ${on ? "on " : "off"}  ${name.padEnd(15)}  ${title}\n`);
    if (progress?.message) io.write(`${" ".repeat(24)}${progress.message}\n`);
  }
  io.write("\nPut one on: npm run fault -- slow-database\nMend everything: npm run fault -- off\n");
}

function nowOn({ name, title, look }: Shown): string {
  return `On: ${title}.\n${look}\nUndo: npm run fault -- ${name} off\n`;
}

/** @throws {Error} in words for whoever typed the command. */
async function ask(
  { guide }: Command,
  method: "GET" | "PUT" | "DELETE",
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const headers = {
    ...(guide.key !== undefined && { authorization: `Bearer ${guide.key}` }),
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const text = body === undefined ? null : JSON.stringify(body);
  let status: number;
  let answer: Record<string, unknown>;
  try {
    const reply = await request(guide.url + path, { method, headers, body: text, headersTimeout: 15_000 });
    status = reply.statusCode;
    answer = (await reply.body.json()) as Record<string, unknown>;
  } catch {
    throw new Error(NO_GUIDE); // Refused, or something else answers there.
  }
  if (status === 200) return answer;
  throw new Error(typeof answer.detail === "string" ? answer.detail : NO_GUIDE);
}

/** What the command line asks for; undefined when it is answered already. */
function readCommand(io: Io): Command | undefined {
  const refuse = (why: string, exitCode = 2) => {
    io.fail(why, exitCode);
    return undefined;
  };
  const options = readOptions(io);
  const notUnderstood = `This is not understood: ${io.args.join(" ")}\n\n${HELP}`;
  if (options === undefined) return refuse(notUnderstood);
  const { values, positionals } = options;
  if (values.help) {
    io.write(HELP);
    return undefined;
  }
  const [name, state = "on", ...more] = positionals;
  const names = ["off", ...FAULTS.map((fault) => fault.name)];
  if (name !== undefined && !names.includes(name)) {
    return refuse(`There is no fault "${name}". There are: ${FAULTS.map((one) => one.name).join(", ")}`);
  }
  if (more.length > 0 || !["on", "off"].includes(state)) return refuse(notUnderstood);
  const port = values["guide-port"];
  if (port !== undefined && !/^\d{1,5}$/.test(port)) {
    return refuse(`The option --guide-port is "${port}". It is a number, such as 4000.`);
  }
  const noted = findGuide(io.env.GUIDE_FILE || undefined);
  const guide = port === undefined ? noted : guideOn(port, noted);
  return guide === undefined ? refuse(NO_GUIDE, 1) : { guide, name, on: state === "on" };
}

/** The key is for the guide that has noted it, and for no other program. */
function guideOn(port: string, noted: GuideAddress | undefined): GuideAddress {
  const url = `http://localhost:${port}`;
  return noted?.url === url ? noted : { url };
}

function readOptions({ args }: Io) {
  try {
    return parseArgs({
      args: [...args],
      options: { "guide-port": { type: "string" }, help: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch {
    return undefined;
  }
}
