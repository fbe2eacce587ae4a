// Starts a server twice, and a balancer before the two:
//
//   node --import tsx lessons/16-many-servers/two-servers.ts work/16-many-servers/exercise.ts
//
// With two numbers at the end, the servers are so many milliseconds away, and the nearest one is asked first.

import { fork } from "node:child_process";
import { createServer } from "node:http";
import { resolve } from "node:path";
import { balance } from "./balancer.ts";
import { databaseUrl } from "./database-url.ts";
import { longWay } from "./distance.ts";
import { inTurn, nearestFirst } from "./order.ts";

const [file = "", ...distances] = process.argv.slice(2);
const isFar = distances.length > 0;
const port = Number(process.env.PORT ?? 3000);
const ports = [port + 1, port + 2];
const DATABASE_URL = await databaseUrl(); // Asked once, so that both get the same.

const servers = ports.map((at) => {
  const own = isFar ? at + 2 : at;
  const server = fork(resolve(file), { env: { ...process.env, PORT: String(own), DATABASE_URL } });
  console.log(`Server ${at} is process ${server.pid}.`);
  server.once("exit", () => console.log(`Server ${at} has ended.`));
  return server;
});
process.once("exit", () => servers.forEach((server) => void server.kill()));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit());

// Where the balancer looks for a server that is far, the long way to it begins.
for (const [i, distance] of distances.slice(0, ports.length).entries()) {
  const at = port + 1 + i;
  const way = await longWay(`http://127.0.0.1:${at + 2}`, at);
  way.wait = Number(distance);
  console.log(`Server ${at} is ${way.wait} ms away.`);
}

const order = isFar ? nearestFirst(ports, console.log) : inTurn(ports);
createServer(balance(order)).listen(port, "127.0.0.1", () => {
  console.log(`The balancer listens on http://localhost:${port}`);
});
