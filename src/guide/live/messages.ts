// What the guide tells its pages over the event stream, and how it is called there. Types only: the page's code
// imports them too.

import type { TraceBatch } from "../trace/events.ts";
import type { ClassClient, FaultState } from "./presenter.ts";

/** The servers that the guide runs: the shop; and of the open lesson the worked example and the exercise. */
export type ServerName = "shop" | "example" | "exercise";

export interface ServerState {
  readonly name: ServerName;
  /** "absent": there is none to be started, such as the shop beside `npm run learn`. */
  readonly status: "absent" | "stopped" | "starting" | "listening" | "crashed";
  /** Undefined until it listens. */
  readonly port?: number | undefined;
  readonly pid?: number | undefined;
  /** How often it was started again by itself, after a crash or a pulled plug. */
  readonly restarts?: number;
  /** Why it does not run: what happened, where, what to do now. */
  readonly reason?: string | undefined;
  /** The file that runs, as the student writes its path. */
  readonly file?: string | undefined;
}

/** A failed check, or a server that did not start: as in the terminal. */
export interface FailureState {
  readonly sent?: string | undefined;
  readonly got: string;
  readonly wanted: string;
  readonly why?: string | undefined;
  readonly tip?: string | undefined;
}

export interface CheckState {
  readonly step: string;
  readonly title: string;
  readonly further: boolean;
  /** "waiting": it was not run yet. */
  readonly status: "passed" | "failed" | "waiting";
  readonly failure?: FailureState | undefined;
  /** Those that were shown so far. */
  readonly hints: readonly string[];
}

/** The lesson that is open, as terminal and browser share it. */
export interface DeskState {
  /** "05-parameters"; undefined when none is open. */
  readonly lesson?: string;
  readonly number?: string;
  readonly title?: string;
  readonly exercise?: string;
  readonly example?: string;
  readonly steps: readonly { readonly name: string; readonly isDone: boolean; readonly isNow: boolean }[];
  readonly advice: string;
  readonly isPassed: boolean;
  readonly isChecking: boolean;
  /** "14:02:31", when the last verdict came; "" before. */
  readonly checkedAt: string;
  readonly isGone: boolean;
  /** The exercise is no more as it was shipped. */
  readonly isBegun: boolean;
  readonly checks: readonly CheckState[];
  /** Why the exercise does not start, so that no check could run. */
  readonly start?: FailureState | undefined;
  /** What the exercise printed while it was checked. */
  readonly printed: readonly string[];
  /** Which option was chosen for each question of the lesson, from 1; 0 for none. In the order of the README. */
  readonly predictions: readonly number[];
  /** The lessons that are passed, by their names. */
  readonly passed: readonly string[];
}

/** A server was started again by itself. What it had told before, came before this. */
export interface Restart {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Why it had ended: a sentence. */
  readonly reason: string;
}

/** The events of the stream, by name, with their data. Topics are in brackets. */
export interface LiveEvents {
  /** First of all: which life of the guide this is. */
  hello: { readonly instance: string };
  /** (desk) */
  desk: DeskState;
  /** (servers) */
  servers: readonly ServerState[];
  /** (output) What a server has printed. `isAll`: all that is kept, in the place of what the page had. */
  output: { readonly server: ServerName; readonly text: string; readonly isAll: boolean };
  /** (map-shop, map-example, map-exercise) `isPast`: it came before the page did. */
  trace: { readonly server: ServerName; readonly batch: TraceBatch; readonly isPast: boolean };
  /** (map-shop) */
  restart: { readonly server: ServerName; readonly restart: Restart };
  /** (faults) Where a shop runs. */
  faults: readonly FaultState[];
  /** (clients) Only in front of a class: the number and the colour of each, by its address. */
  clients: readonly ClassClient[];
}

/** What came of a request that a page has sent. */
export interface SentExchange {
  /** Both messages as they were on the wire. */
  readonly sent: string;
  readonly received: string;
  /** What is to be said about the reply, or why there is none. */
  readonly note: string | undefined;
  /** Milliseconds. */
  readonly took: number;
  /** What is not as the lesson promises. */
  readonly differences: readonly string[];
}
