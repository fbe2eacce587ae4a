// The process in which a student's server runs. It is started before it is needed, and waits for the file: so
// that the time between saving and the verdict is not spent on starting Node.

import { createServer, type RequestListener } from "node:http";
import { pathToFileURL } from "node:url";
import type { LoadMessage, RunnerMessage } from "./messages.ts";
import { placeIn, placeInMessage, setCheckedFile } from "./places.ts";
import { openRequests, startProbe } from "./probe.ts";
import { tell } from "./tell.ts";
import { startWatchdog } from "./watchdog.ts";

const [runner] = process.argv.splice(2); // The student's code has no arguments.
startProbe();
startWatchdog(Number(runner));
process.on("message", (message: RunnerMessage) => {
  if (message.type === "load") void load(message);
  else if (message.type === "settle") settle(message.ask); // Anything else is for a module that was preloaded.
});

async function load({ file, listener, cwd, env }: LoadMessage): Promise<void> {
  if (cwd !== undefined) process.chdir(cwd);
  Object.assign(process.env, env);
  process.argv[1] = file;
  setCheckedFile(file);
  try {
    const module = await import(pathToFileURL(file).href);
    if (listener) listen(module);
    tell({ type: "loaded" });
  } catch (thrown) {
    const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
    const place = placeInMessage(message) ?? placeIn(stack);
    tell({ type: "load-failed", name, message, place });
    process.exit(1);
  }
  process.channel?.unref(); // A server that forgets to listen ends, as it would without the runner.
}

/** From lesson 04 on, a file exports the function that answers; who listens is here. */
function listen(module: Record<string, unknown>): void {
  const { listener } = module;
  if (typeof listener !== "function") {
    tell({ type: "no-listener", exported: Object.keys(module) });
    return;
  }
  createServer(listener as RequestListener).listen(Number(process.env.PORT), "127.0.0.1");
}

/** Answers when what is due by now has run: a few turns of the event loop. */
function settle(ask: number, turns = 3): void {
  if (turns > 0) setImmediate(settle, ask, turns - 1);
  else process.send?.({ type: "settled", ask, open: openRequests() });
}
