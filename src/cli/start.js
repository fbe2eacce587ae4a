// `npm start` begins here, in plain JavaScript: the shop's process starts at once, and loads TypeScript while this one
// does, which tells it then what to serve. One after the other, both would take half as long again.

import { fork } from "node:child_process";

const tsx = import.meta.resolve("tsx");
process.execArgv.push("--import", tsx); // For the processes that this one starts from now on.

// As in src/guide/servers/life.ts, which takes care of it from then on.
const shop = fork(new URL("./shop-process.ts", import.meta.url), [], {
  stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
  execArgv: [...process.execArgv, "--import", new URL("../guide/child/obey.ts", import.meta.url).href],
});

await import(tsx);
const { start } = await import("./start.ts");
await start(shop);
