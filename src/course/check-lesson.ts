// Runs the checks of a lesson against a file, one after the other. After each check the server must still live: a crash
// is blamed on the request that caused it, not on the next one. Why a check fails, explain-check.ts finds out.

import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Another, Beside, Check, Lesson } from "./checks.ts";
import { type Ask, Client, type Listen, NoReply } from "./client.ts";
import type { EventStream } from "./event-stream.ts";
import { explainCheck, NotStarted } from "./explain-check.ts";
import { explainStart } from "./explain-start.ts";
import { Miss, type Reply } from "./reply.ts";
import type { Again, Caught, Crash, Pulse, ServerProcess } from "./server-process.ts";
import { readSource } from "./source.ts";
import type { Spare } from "./spare.ts";
import { Twins } from "./twins.ts";

/** What a failed check shows. */
export interface Failure {
  /** The command that sends the same request; undefined when the server did not start. */
  readonly sent?: string | undefined;
  readonly got: string;
  readonly wanted: string;
  /** Both undefined when the cause is not known. */
  readonly why?: string | undefined;
  readonly tip?: string | undefined;
  /** The mistake that was recognised. */
  readonly mistake?: string | undefined;
}

export interface Result {
  readonly check: Check;
  readonly failure?: Failure | undefined;
}

/** How far a file got. */
export interface Verdict {
  /** The server did not start, so that no check could run. */
  readonly start?: Failure | undefined;
  /** Those that ran: all of them, unless one hung or the server did not start again. */
  readonly results: readonly Result[];
  /** What the server has printed last, in all its runs. */
  readonly output: string;
}

export interface CheckOptions {
  readonly lesson: Lesson;
  readonly file: string;
  readonly spare: Spare;
  /** Ends the run early, and its server at once. Then the verdict means nothing. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each check. */
  readonly onResult?: (result: Result) => void;
  /** Whether to stop at the first check that fails. */
  readonly untilFailure?: boolean;
}

/** How long a server may take to start that first has to reach what is beside it; milliseconds. */
const START_LIMIT_BESIDE = 15_000;
/** Of what it prints, so much is kept; characters. */
const KEPT_OUTPUT = 20_000;

/** Resolves in any case; what is wrong with the file is in the verdict. */
export async function checkLesson(options: CheckOptions): Promise<Verdict> {
  const { lesson, file, spare, signal } = options;
  const run = new Run(lesson, file, spare, signal);
  const results: Result[] = [];
  let start: Failure | undefined;
  try {
    for (const check of lesson.checks) {
      if (signal?.aborted) break;
      start = await run.ensureServer();
      if (start !== undefined) break;
      const result = { check, failure: await run.check(check) };
      results.push(result);
      options.onResult?.(result);
      if (options.untilFailure === true && result.failure !== undefined) break;
      if (run.isSlow) break; // Each further check would hang too, and the student waits.
    }
  } finally {
    await run.end();
  }
  return { start, results, output: run.output };
}

/** The processes of one run. A check that leaves its server unusable gets it replaced. */
class Run {
  readonly #lesson: Lesson;
  readonly #file: string;
  readonly #spare: Spare;
  readonly #data = mkdtempSync(join(tmpdir(), "roundtrip-data-"));
  readonly #signal: AbortSignal | undefined;
  #server: ServerProcess | undefined;
  #client: Client | undefined;
  readonly #twins = new Twins();
  #beside: Beside | undefined;
  /** How much of what the server has said belongs to earlier checks. What a new one says at its start counts. */
  #heard = 0;
  /** A check has waited in vain for a reply. */
  isSlow = false;
  /** What the servers have printed that are gone. */
  output = "";

  constructor(lesson: Lesson, file: string, spare: Spare, signal: AbortSignal | undefined) {
    this.#lesson = lesson;
    this.#file = file;
    this.#spare = spare;
    this.#signal = signal;
    // What waits for its reply, or for its start, then sees that it is gone.
    const kill = () => {
      this.#server?.kill();
      void this.#twins.end();
    };
    signal?.addEventListener("abort", kill, { once: true });
  }

  /** What prevents the server from starting, or undefined. */
  async ensureServer(folder?: string): Promise<Failure | undefined> {
    if (this.#server !== undefined && !this.#server.exited) {
      this.#heard = this.#server.messages.length;
      return undefined;
    }
    await this.#stop();
    try {
      this.#beside ??= await this.#lesson.beside?.(this.#data);
    } catch (error) {
      return { got: (error as Error).message, wanted: "all that the server needs beside it" };
    }
    const server = this.#spare.take();
    this.#server = server;
    this.#heard = 0;
    if (this.#signal?.aborted) server.kill();
    const start = await server.load(this.#file, { ...this.#loadOptions(), cwd: folder });
    if (start.kind !== "listening") {
      return explainStart(start, server.output, readSource(this.#file).text);
    }
    this.#client = new Client(server.port);
    if (this.#beside !== undefined) this.#spare.prepare(); // For a second one, which then starts sooner.
    return undefined;
  }

  async check(check: Check): Promise<Failure | undefined> {
    const replies: Reply[] = [];
    const streams: EventStream[] = [];
    await this.#twins.tidy();
    let miss: Miss | undefined;
    try {
      await check.run({
        ask: this.#recording(replies),
        listen: this.#listening(replies, streams),
        restart: ({ folder } = {}) => this.#restart(folder),
        kill: () => this.#stop(),
        port: this.#server?.port ?? 0,
        another: () => this.#another(replies),
        data: this.#data,
      });
    } catch (error) {
      miss = error instanceof Miss ? error : courseFailed(error);
    } finally {
      for (const stream of streams) stream.close();
    }
    const server = this.#server;
    const pulse: Pulse = (await server?.settle()) ?? { state: "alive", open: [] };
    const news = [...(server?.messages.slice(this.#heard) ?? []), ...this.#twins.messages];
    const crash = news.find((message): message is Crash => message.type === "crash");
    const caught = news.findLast((message): message is Caught => message.type === "caught");
    const again = news.find((message): message is Again => message.type === "again");
    const isWell = pulse.state === "alive" && again === undefined && crash === undefined;
    if (miss === undefined && isWell) return undefined;
    const failure = await explainCheck(
      check,
      { miss, replies, pulse, crash, caught, again, server },
      {
        sent: this.#client?.sent ?? [],
        data: this.#data,
        source: readSource(this.#file),
        probe: (request, options) => this.#probe(request, options),
      },
    );
    const hung = miss instanceof NoReply && miss.silence === "no-reply";
    this.isSlow ||= hung || pulse.state === "blocked";
    if (pulse.state !== "alive" || miss instanceof NoReply) await this.#stop(); // The next check gets a fresh one.
    await this.#twins.end();
    return failure;
  }

  async end(): Promise<void> {
    await this.#stop();
    await this.#twins.end();
    await this.#beside?.end();
    await rm(this.#data, { recursive: true, force: true });
  }

  async #stop(): Promise<void> {
    const [server, client] = [this.#server, this.#client];
    this.#server = undefined;
    this.#client = undefined;
    await client?.close();
    await server?.end();
    this.output = (this.output + (server?.output ?? "")).slice(-KEPT_OUTPUT);
  }

  #loadOptions() {
    const env = { ...this.#beside?.env, DATA: this.#data };
    const limit = this.#beside === undefined ? {} : { limit: START_LIMIT_BESIDE };
    return { listener: this.#lesson.starts === "listener", env, ...limit };
  }

  #recording(replies: Reply[], ask: Ask = (...what) => (this.#client as Client).ask(...what)): Ask {
    return async (request, options) => {
      const reply = await ask(request, options);
      replies.push(reply);
      return reply;
    };
  }

  async #another(replies: Reply[]): Promise<Another> {
    const handle = await this.#twins.get(this.#spare, this.#file, this.#loadOptions());
    if ("kind" in handle) throw new NotStarted(explainStart(handle, ""));
    return { ...handle, ask: this.#recording(replies, handle.ask) };
  }

  #listening(replies: Reply[], streams: EventStream[]): Listen {
    return async (request, options) => {
      const stream = await (this.#client as Client).listen(request, options);
      streams.push(stream);
      replies.push(stream.reply);
      return stream;
    };
  }

  async #restart(folder: string | undefined): Promise<void> {
    await this.#stop();
    const failure = await this.ensureServer(folder);
    this.#spare.prepare(); // One restart is seldom the last.
    if (failure !== undefined) throw new NotStarted(failure);
  }

  async #probe(request: string, options?: Parameters<Ask>[1]): Promise<Reply | undefined> {
    try {
      if ((await this.ensureServer()) !== undefined) return undefined;
      return await (this.#client as Client).ask(request, options);
    } catch {
      await this.#stop();
      return undefined;
    }
  }
}

function courseFailed(error: unknown): Miss {
  const { message } = error instanceof Error ? error : new Error(String(error));
  return new Miss(`a check that works; this one is broken, which is the course's fault: ${message}`);
}
