// Tracing: every operation of a store, published on node:diagnostics_channel. Nothing listens, nothing is paid.

import { type Channel, channel } from "node:diagnostics_channel";

/** `start` and `end` carry the same object, so that it can be a key. */
export interface Operation {
  readonly name: "get" | "find" | "count" | "insert" | "update" | "replace" | "delete" | "transaction";
  /** Undefined for a transaction. */
  readonly collection: string | undefined;
  /** What it was called with. */
  readonly args: readonly unknown[];
  /** Whether it is a step of a transaction, which is durable only when that ends. */
  readonly inTransaction: boolean;
  /** At the end: what it resolved to, or the error. */
  result?: unknown;
  error?: unknown;
}

export interface StoreTraces {
  "roundtrip:store:start": Operation;
  "roundtrip:store:end": Operation;
}

const traces = {
  start: channel("roundtrip:store:start"),
  end: channel("roundtrip:store:end"),
} satisfies Record<string, Channel>;

export async function traced<R>(operation: Operation, run: () => Promise<R>): Promise<R> {
  if (!traces.start.hasSubscribers && !traces.end.hasSubscribers) return run();
  traces.start.publish(operation);
  try {
    const result = await run();
    operation.result = result;
    return result;
  } catch (error) {
    operation.error = error;
    throw error;
  } finally {
    traces.end.publish(operation);
  }
}
