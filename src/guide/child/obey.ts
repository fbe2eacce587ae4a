// Preloaded into each supervised process: it ends when its supervisor says so, or is gone. The program need only
// listen to SIGTERM, also on Windows, where no process can send that.

import { Worker } from "node:worker_threads";
import { hear } from "./hear.ts";
import "./tracer.ts";

/** How long the program may take to end when its supervisor is gone; milliseconds. */
const LIMIT = 15_000;

let ending = false;

/** For a program that is so busy that it hears nothing here. */
const orphan = new Worker(new URL("./orphan.js", import.meta.url), { execArgv: [] });
orphan.unref();

hear((message) => {
  if (message?.type === "stop") end();
});
process.once("disconnect", () => {
  orphan.postMessage("heard");
  // Whoever read what it prints is gone too: that is no reason to leave the data open.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  setTimeout(() => process.exit(1), LIMIT).unref();
  end();
});
// Ctrl+C reaches every process of a terminal. The supervisor decides what comes of it.
process.on("SIGINT", () => {});
process.channel?.unref(); // A program that has nothing more to do ends.

function end(): void {
  if (ending) return;
  ending = true;
  if (!process.emit("SIGTERM", "SIGTERM")) process.exit();
}
