// Ends the student's process when the runner is gone, even if an endless loop keeps it busy: this runs in a
// thread of its own.

import { Worker } from "node:worker_threads";

const CODE = `
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, 500);
`;

export function startWatchdog(): void {
  // On Windows the parent's number stays when it ends; there a closed channel has to do.
  new Worker(CODE, { eval: true, execArgv: [], stdout: true, stderr: true }).unref();
  process.once("disconnect", () => process.exit());
}
