// Hears the supervisor in a process whose program may want to hear it too. Node keeps messages until somebody listens;
// since that is the preloaded code, what comes before the program listens is kept for it here.

import type { SupervisorMessage } from "./messages.ts";

/** More is not kept for a program that perhaps never listens. */
const MOST_KEPT = 100;

const listeners: ((message: SupervisorMessage) => void)[] = [];
const kept: unknown[] = [];

/** Calls the listener with each message, also with those that are for the program. */
export function hear(listener: (message: SupervisorMessage) => void): void {
  listeners.push(listener);
}

process.on("message", (message: SupervisorMessage) => {
  const isAlone = process.listenerCount("message") === 1;
  if (isAlone && kept.length < MOST_KEPT) kept.push(message);
  for (const listener of listeners) listener(message);
});
process.on("newListener", (event: string, listener: (message: unknown) => void) => {
  if (event !== "message") return;
  const messages = kept.splice(0);
  process.nextTick(() => {
    for (const message of messages) listener.call(process, message);
  });
});
