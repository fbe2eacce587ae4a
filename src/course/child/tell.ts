// The way from the student's process to the runner: a pipe of its own, written synchronously. What was noted
// before a crash arrives; messages of the IPC channel would be lost with the process.

import { writeSync } from "node:fs";
import type { ProbeMessage } from "./messages.ts";

/** The number of the pipe's file descriptor in the child. */
export const PIPE = 4;

export function tell(message: ProbeMessage): void {
  try {
    writeSync(PIPE, `${JSON.stringify(message)}\n`);
  } catch {
    // Full, or not writable at once (Windows). The IPC channel is better than nothing.
    process.send?.(message);
  }
}
