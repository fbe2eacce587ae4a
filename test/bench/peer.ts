// The server's side of the conversation with http.ts: tells its port, then its CPU time when asked.

import type { Server } from "node:http";

export interface PortMessage {
  port: number;
}

/** Tells the parent where the server listens, and answers each message with the CPU time used so far. */
export function tellParent(server: Server): void {
  const tellPort = () => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    const message: PortMessage = { port: address.port };
    process.send?.(message);
  };
  if (server.listening) tellPort();
  else server.once("listening", tellPort);
  process.on("message", () => process.send?.(process.cpuUsage()));
  // A benchmark stopped half-way must leave no server behind.
  process.on("disconnect", () => process.exit());
}
