// Ends the student's process, and what it has started, when the runner is gone, even if an endless loop keeps it
// busy: this runs in a thread of its own.

import { Worker } from "node:worker_threads";

// On Windows the parent's number stays when the parent ends, so it is also asked whether it is there.
const CODE = `
const { workerData: parent } = require("node:worker_threads");
function isThere() {
  try {
    return process.ppid === parent && process.kill(parent, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
setInterval(() => {
  if (isThere()) return;
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}, 500);
`;

/** @param runner the number of the runner's process. It is told, and not looked up: it may be gone by now. */
export function startWatchdog(runner: number): void {
  new Worker(CODE, { eval: true, execArgv: [], stdout: true, stderr: true, workerData: runner }).unref();
  process.once("disconnect", endGroup);
}

/** The quicker way, where the event loop is free. */
function endGroup(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.exit();
  }
}
