// A thread of its own in each supervised process. When the supervisor is gone, the program hears that and closes its
// data; one that is in a loop without an end hears nothing, and would hold its port for ever. Then this ends it.
// In plain JavaScript, so that the thread need not load what reads TypeScript.

import { parentPort } from "node:worker_threads";

/** How often it looks; milliseconds. */
const EVERY = 1_000;
/** How long the program may take to hear it, and to close what is open: more than obey.ts gives it. Milliseconds. */
const TO_HEAR = 5_000;
const TO_CLOSE = 20_000;

const supervisor = process.ppid;

const looking = setInterval(() => {
  if (isThere()) return;
  clearInterval(looking);
  const timer = setTimeout(end, TO_HEAR);
  parentPort?.once("message", () => {
    clearTimeout(timer);
    setTimeout(end, TO_CLOSE);
  });
}, EVERY);

function isThere() {
  // An orphan gets another parent; on Windows it keeps the number.
  if (process.ppid !== supervisor) return false;
  try {
    return process.kill(supervisor, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH";
  }
}

/** As no loop can prevent it. */
function end() {
  process.kill(process.pid, "SIGKILL");
}
