// The words in which the checks of a lesson are written. lessons/*/checks.ts imports this file and nothing else.

import type { Failure } from "./check-lesson.ts";
import type { Ask, Listen, Silence } from "./client.ts";
import type { Reply } from "./reply.ts";
import type { Again, Caught, Crash, Pulse } from "./server-process.ts";

export type { Ask, Listen, SendOptions } from "./client.ts";
export type { EventStream, ServerEvent } from "./event-stream.ts";
export { Miss, Reply } from "./reply.ts";

/** What the runner does for a lesson. */
export interface Lesson {
  /**
   * "itself": the exercise calls listen. "listener": it exports the function `listener`, and lessons/start.ts
   * listens; so that later lessons can import what the student wrote.
   */
  readonly starts: "itself" | "listener";
  readonly checks: readonly Check[];
  /** Of what the exercise is put together, where it is: the student chooses whose parts are taken. */
  readonly parts?: readonly Part[];
  /**
   * Starts what the server needs beside it, such as a database, for one run of the checks. `data` is the folder of the
   * run. @throws {Error} whose message says to the student what is missing
   */
  readonly beside?: (data: string) => Promise<Beside>;
}

/** What the exercise of a lesson exports, and the module of the course that can stand for it. */
export interface Part {
  /** "04-routing" */
  readonly lesson: string;
  /** The course's, in the folder of the lesson: "router.ts". */
  readonly module: string;
  /** What is imported, all in one line. */
  readonly names: readonly string[];
  /** The step past the core of its lesson in which it is written; without one it belongs to the core. */
  readonly step?: string;
}

export interface Beside {
  /** Where it is, in variables for the server. */
  readonly env: Readonly<Record<string, string>>;
  readonly end: () => Promise<void>;
}

export interface Check {
  /** The step of the exercise to which it belongs: "a", "b", "c". */
  readonly step: string;
  /** What must hold, as a sentence: "any path gets a response". */
  readonly title: string;
  /** Past the core of the lesson, which is passed without it. */
  readonly further?: boolean;
  /** The exercise as shipped fails this one: it is the point of the lesson. */
  readonly isPoint?: boolean;
  /** Sends requests and makes demands of the replies. @throws {Miss} */
  readonly run: (context: Context) => Promise<void>;
  /** Three, each saying more: a question, a place, a nearly finished piece. */
  readonly hints: readonly [string, string, string];
  /** What a failure of this check may come from, the likeliest first. The runner knows the general ones. */
  readonly mistakes?: readonly Mistake[];
}

export interface Context {
  readonly ask: Ask;
  /** Opens a stream of server-sent events. What a check has not closed is closed after it. */
  readonly listen: Listen;
  /** Ends the server without warning, as a power cut does, and starts it again; in another folder if one is given. */
  readonly restart: (options?: { folder?: string }) => Promise<void>;
  /** Ends it without warning. The next request needs a restart. */
  readonly kill: () => Promise<void>;
  /** Where the server listens. */
  readonly port: number;
  /** A second process of the same file, on a port of its own: the one that runs, or a new one. */
  readonly another: () => Promise<Another>;
  /** The folder for its data, in the variable DATA: a new one for each run of the checks. */
  readonly data: string;
}

export interface Another {
  readonly port: number;
  readonly ask: Ask;
  /** Ends it without warning. */
  readonly kill: () => Promise<void>;
  /** Asks it to stop (SIGTERM), and resolves with whether it has ended after at most `limit` milliseconds. */
  readonly stop: (limit: number) => Promise<boolean>;
}

/** Something that students do wrong, how it shows, and what to say to it. */
export interface Mistake {
  /** For tests: no two mistakes have the same. */
  readonly id: string;
  /** Whether it is this one. It may send more requests to find out. */
  readonly when: (evidence: Evidence) => boolean | Promise<boolean>;
  readonly why: string | ((evidence: Evidence) => string);
  /** What to do now, in one sentence. */
  readonly tip: string | ((evidence: Evidence) => string);
}

/** All that is known of a check that failed. */
export interface Evidence {
  /** The reply that was not as demanded; undefined when there was none. */
  readonly reply: Reply | undefined;
  /** Why there was none. */
  readonly silence: Silence | undefined;
  /** All replies of the check so far, in order. */
  readonly replies: readonly Reply[];
  readonly wanted: string;
  readonly crash: Crash | undefined;
  /** The error behind the failure: `crash`, or one that was caught, printed and answered with 500, not as wanted. */
  readonly thrown: Crash | Caught | undefined;
  readonly again: Again | undefined;
  readonly pulse: Pulse;
  /** Why it did not start again, after a check had ended it. */
  readonly start: Failure | undefined;
  /** What the server has printed. */
  readonly output: string;
  /** The folder for its data, as the check had it. */
  readonly data: string;
  /** The student's code, without comments. */
  readonly source: string;
  /** "exercise.ts:12", the first line of the student's that fits; undefined without one. */
  readonly line: (pattern: RegExp) => string | undefined;
  /** Sends one more request; undefined when there is no reply. */
  readonly probe: (request: string, options?: Parameters<Ask>[1]) => Promise<Reply | undefined>;
}

/** Only for its types: what is wrong in a checks.ts shows while it is written. */
export function defineLesson(lesson: Lesson): Lesson {
  return lesson;
}
