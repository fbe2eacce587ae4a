// Waiting for something that has no event: looks again and again, up to a limit.

import { setTimeout as delay } from "node:timers/promises";

const LIMIT = 10_000;

/** Resolves when `holds` does. @throws {Error} when it does not within ten seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + LIMIT;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${LIMIT} ms in vain for ${what}.`);
    await delay(5);
  }
}
