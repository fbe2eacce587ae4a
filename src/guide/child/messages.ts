// What a supervised process and its supervisor tell each other.

import type { TraceBatch } from "../trace/events.ts";

export type ChildMessage =
  /** The program's server listens. A program may add what it likes, for those who hear its messages. */
  | { readonly type: "listening"; readonly port: number }
  /** The program cannot do what it was started for. It is not started again. */
  | { readonly type: "failed"; readonly reason: string }
  | { readonly type: "trace"; readonly batch: TraceBatch }
  /** It tells of its requests from now on, or no more: the answer to "watch". */
  | { readonly type: "watching"; readonly on: boolean };

export type SupervisorMessage =
  /** End: finish what is under way, close what is open. */
  | { readonly type: "stop" }
  /** Somebody watches from now on, or nobody does. `budget`: how many requests a second are told in full. */
  | { readonly type: "watch"; readonly on: boolean; readonly budget?: number | undefined };
