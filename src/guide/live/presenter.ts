// What the guide tells the presenter's page. Types only: the page's code imports them too.

import type { ClientCount } from "../class/messages.ts";
import type { Fault } from "../faults/faults.ts";
import type { LiveEvents } from "./messages.ts";

export interface FaultState extends Fault {
  readonly on: boolean;
  /** Since when it is on; milliseconds since 1970. */
  readonly since?: number | undefined;
  /** How far it is; only pulling the plug has this. */
  readonly progress?: PlugState;
}

/** Pulling the plug, step by step. */
export interface PlugState {
  /** "done" is the end of a whole one; "failed" has a message that says why. */
  readonly phase: "idle" | "ordering" | "pulled" | "asking" | "done" | "failed";
  readonly acknowledged: number;
  /** How many of these are there after the new start; undefined until all were asked for. */
  readonly there: number | undefined;
  readonly message: string;
}

export interface ClassClient extends ClientCount {
  /** From 1, in the order in which they came; 0 for this computer itself. */
  readonly number: number;
  /** From 1 to 12, as in clients.css; 0 for this computer. */
  readonly colour: number;
  readonly floods: boolean;
}

/** The events of its stream. */
export interface PresenterEvents extends Pick<LiveEvents, "hello" | "trace" | "restart"> {
  shop: { readonly isThere: boolean };
  faults: readonly FaultState[];
  /** Only in front of a class. */
  clients: readonly ClassClient[];
}
