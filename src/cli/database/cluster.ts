// One PostgreSQL that runs: its data in a folder, reachable from this machine only, on a free port, with a password of
// its own. It ends with the process that has started it.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** How long it may take to start; milliseconds. */
const START_LIMIT = 60_000;

export interface ClusterOptions {
  /** The folder with the programs initdb and postgres. */
  readonly bin: string;
  /** Gets a folder `data` and a file `password`. */
  readonly folder: string;
  /** More settings, such as "fsync=off". */
  readonly settings?: readonly string[];
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

export class Cluster {
  readonly url: string;
  /** What it has printed last. */
  output = "";
  wasStopped = false;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  readonly #process: ChildProcess;

  private constructor(process_: ChildProcess, url: string) {
    this.url = url;
    this.#process = process_;
    this.ended = once(process_, "close");
  }

  /** Resolves when it answers. @throws {Error} in words for a person */
  static async start({ bin, folder, settings = [] }: ClusterOptions): Promise<Cluster> {
    const user = userToRunAs();
    mkdirSync(folder, { recursive: true });
    const data = join(folder, "data");
    const password = initialize(bin, folder, user);
    const port = await freePort();
    const args = ["-D", data, "-p", String(port)];
    const all = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=50", ...settings];
    for (const setting of all) args.push("-c", setting);
    const started = spawn(join(bin, "postgres"), args, {
      ...user,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, LC_ALL: "C" }, // Its words are looked at below.
    });
    const cluster = new Cluster(started, `postgres://postgres:${password}@127.0.0.1:${port}/postgres`);
    process.once("exit", () => cluster.#kill());
    await cluster.#isReady();
    return cluster;
  }

  /** Those who are connected are cut off; what they were told to be written is written. */
  async stop(): Promise<void> {
    this.wasStopped = true;
    // On Windows there is no gentler way from Node. It mends itself at the next start, as after a power cut.
    if (process.platform === "win32") this.#kill();
    else this.#process.kill("SIGINT");
    await this.ended;
  }

  async #isReady(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const fault = (what: string) =>
        reject(new Error(this.#runsAlready() ?? `PostgreSQL ${what}:\n${this.output}`));
      const timer = setTimeout(() => fault("takes too long to start"), START_LIMIT);
      this.#process.stderr?.setEncoding("utf8").on("data", (text: string) => {
        this.output = (this.output + text).slice(-2_000);
        if (!this.output.includes("ready to accept connections")) return;
        clearTimeout(timer);
        resolve();
      });
      this.#process.once("error", (error) => fault(`does not start (${error.message})`));
      void this.ended.then(() => {
        clearTimeout(timer);
        fault("does not start");
      });
    });
  }

  #runsAlready(): string | undefined {
    const other = /lock file "postmaster.pid" already exists/.test(this.output);
    return other ? "PostgreSQL runs already with this data, perhaps in another terminal." : undefined;
  }

  #kill(): void {
    if (process.platform === "win32" && this.#process.exitCode === null)
      spawnSync("taskkill", ["/pid", String(this.#process.pid), "/T", "/F"], { stdio: "ignore" });
    else this.#process.kill("SIGINT");
  }
}

/** Makes the folder of the data if there is none, and returns the password. @throws {Error} */
function initialize(bin: string, folder: string, user: User | undefined): string {
  const [data, passwordFile] = [join(folder, "data"), join(folder, "password")];
  if (existsSync(join(data, "PG_VERSION")) && existsSync(passwordFile))
    return readFileSync(passwordFile, "utf8").trim();
  rmSync(data, { recursive: true, force: true }); // What a start left behind that was stopped half-way.
  const password = randomBytes(18).toString("base64url");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  mkdirSync(data, { mode: 0o700 });
  if (user !== undefined)
    for (const path of [folder, data, passwordFile]) chownSync(path, user.uid, user.gid);
  const args = ["-D", data, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  const { status, stderr, error } = spawnSync(
    join(bin, "initdb"),
    [...args, "-E", "UTF8", "--locale=C", "--no-instructions"],
    { ...user, cwd: folder, encoding: "utf8" },
  );
  if (status === 0) return password;
  rmSync(data, { recursive: true, force: true });
  throw new Error(`PostgreSQL could not make its folder ${data}:\n${error?.message ?? stderr}`);
}

/** PostgreSQL refuses to run as root: then the user "postgres" runs it, if there is one. @throws {Error} */
function userToRunAs(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout || Number.NaN),
  );
  if (uid && gid) return { uid, gid };
  throw new Error(
    "PostgreSQL does not run as root, and there is no user `postgres` here that could run it. Call this as another user, not with sudo.",
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
