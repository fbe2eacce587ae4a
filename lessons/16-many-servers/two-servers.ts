// Starts a server twice, and a balancer before the two:
//
//   node --import tsx lessons/16-many-servers/two-servers.ts work/16-many-servers/exercise.ts

import { fork } from "node:child_process";
import { createServer } from "node:http";
import { resolve } from "node:path";
import { balance } from "./balancer.ts";
import { databaseUrl } from "./database-url.ts";

const file = resolve(process.argv[2] ?? "");
const port = Number(process.env.PORT ?? 3000);
const ports = [port + 1, port + 2];
const DATABASE_URL = await databaseUrl(); // Asked once, so that both get the same.

const servers = ports.map((own) => {
  const server = fork(file, { env: { ...process.env, PORT: String(own), DATABASE_URL } });
  console.log(`Server ${own} is process ${server.pid}.`);
  server.once("exit", () => console.log(`Server ${own} has ended.`));
  return server;
});

createServer(balance(ports)).listen(port, "127.0.0.1", () => {
  console.log(`The balancer listens on http://localhost:${port}`);
});

process.once("exit", () => servers.forEach((server) => void server.kill()));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit());
