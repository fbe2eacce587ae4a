// Where the database is. DATABASE_URL says it, as on most servers of the world; or PostgreSQL was started here with
// `npm run database`; or else a small database of this lesson stands in.

import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/** Written by `npm run database`. */
const STARTED = fileURLToPath(new URL("../../work/database/url", import.meta.url));

/** @throws {Error} */
export async function databaseUrl(): Promise<string> {
  const given = process.env.DATABASE_URL || (await postgresHere());
  if (given !== undefined) return given;
  console.log("There is no PostgreSQL here (npm run database): a small database stands in for it.");
  // Each program has its own: two that keep one file would write over each other's changes.
  const data = `../../work/16-many-servers/data/${basename(process.argv[1] ?? "", ".ts")}`;
  return (await startSmallDatabase(process.env.DATA ?? fileURLToPath(new URL(data, import.meta.url)))).url;
}

/** The address of the PostgreSQL that runs on this machine; undefined when `npm run database` does not run. */
export async function postgresHere(): Promise<string | undefined> {
  let url: string;
  try {
    url = readFileSync(STARTED, "utf8").trim();
  } catch {
    return undefined;
  }
  return (await answers(url)) ? url : undefined; // It may have been stopped without a chance to take the file away.
}

/** The program runs beside this one, and ends with it. `data` is the folder for its file. */
export async function startSmallDatabase(data: string): Promise<{ url: string; end(): void }> {
  const file = fileURLToPath(new URL("./small-database.ts", import.meta.url));
  const child = fork(file, { env: { ...process.env, DATA: data } });
  const [port] = await once(child, "message");
  child.unref();
  child.channel?.unref();
  return { url: `http://127.0.0.1:${port}`, end: () => child.kill("SIGKILL") };
}

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).then((there) => {
    socket.destroy();
    return there === true;
  });
}
