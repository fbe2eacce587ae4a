// Preloaded into each process that is traced. Until somebody watches, it does nothing and costs nothing: what tells
// of the requests is loaded then.

import { hear } from "./hear.ts";
import type { ChildMessage } from "./messages.ts";
import type { Tracing } from "./tracing.ts";

/** How many requests a second are told in full, at most. Of the others, only how many there were. */
const USUAL_BUDGET = 60;

/** The variable that says that somebody watches from the beginning. */
const WATCHED = "ROUNDTRIP_WATCHED";

const root = process.cwd(); // A program may go elsewhere; its places are told from here.
let loading: Promise<Tracing> | undefined;
let isWatched = false;

hear((message) => {
  if (message?.type === "watch") void watch(message.on, message.budget ?? USUAL_BUDGET);
});

if (process.env[WATCHED] !== undefined) {
  delete process.env[WATCHED]; // It is not meant for what the program may start.
  await watch(true, USUAL_BUDGET); // Before the program begins, so that no request is missed.
}

async function watch(on: boolean, budget: number): Promise<void> {
  isWatched = on;
  if (!on && loading === undefined) return;
  loading ??= import("./tracing.ts").then(({ Tracing }) => new Tracing(root));
  const tracing = await loading;
  if (isWatched) tracing.start(budget);
  else tracing.stop();
  const told: ChildMessage = { type: "watching", on: isWatched };
  if (process.connected) process.send?.(told, undefined, {}, () => {});
}
