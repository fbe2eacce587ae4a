// Waiting for something that has no event: looks again and again, up to a limit.

import { setTimeout as delay } from "node:timers/promises";

/** Generous: a laptop may be old, and busy with other tests. */
const LIMIT = 30_000;

/** Resolves when `holds` does. @throws {Error} when it does not within half a minute, or another limit in milliseconds. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  what: string,
  limit = LIMIT,
): Promise<void> {
  const end = performance.now() + limit;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${limit} ms in vain for ${what}.`);
    await delay(5);
  }
}
