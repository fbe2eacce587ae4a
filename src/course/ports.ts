// Ports of this machine: a free one, and whether one is taken.

import { once } from "node:events";
import { createServer } from "node:net";

/** The port that the READMEs name, and on which a lesson listens that is started by hand. */
export const USUAL_PORT = 3000;

/**
 * A port that nobody uses now. Only for this machine: no firewall asks about 127.0.0.1. It lies below those that a
 * system gives away by itself: or another program could be given it before the server that it is for listens.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

export async function isFree(port: number): Promise<boolean> {
  return (await tryPort(port)) !== undefined;
}

/** The wanted port, or another one when that is taken. */
export async function portNear(wanted: number): Promise<number> {
  return (await isFree(wanted)) ? wanted : freePort();
}

/** Listens for a moment. Undefined when that is not possible. */
async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch {
    return undefined;
  }
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : undefined;
}
