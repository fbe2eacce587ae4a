// Which server a balancer asks first: each in turn, or the nearest one.

import { request } from "undici";

/** How often the ways are measured, and how long a server may be silent then; milliseconds. */
const EVERY = 1_000;

/** For the balancer: at each request another port stands first. */
export function inTurn(ports: number[]): () => number[] {
  let turn = -1;
  return () => {
    turn += 1;
    return ports.map((_, i) => ports[(turn + i) % ports.length] ?? 0);
  };
}

/**
 * For the balancer: the port whose answer takes the shortest time stands first, the next one behind it, and so on.
 *
 * @param tell is told when another one is the nearest
 */
export function nearestFirst(ports: number[], tell: (sentence: string) => void): () => number[] {
  let order = ports;
  let told: number | undefined;
  void measureAgain();
  return () => order;

  async function measureAgain(): Promise<void> {
    const ways = await Promise.all(ports.map(async (port) => ({ port, time: await measure(port) })));
    ways.sort((one, other) => one.time - other.time);
    order = ways.map(({ port }) => port);
    const [nearest] = ways;
    if (nearest !== undefined && nearest.time < EVERY && nearest.port !== told) {
      told = nearest.port;
      tell(`Server ${told} is the nearest: ${nearest.time.toFixed(0)} ms.`);
    }
    setTimeout(measureAgain, EVERY).unref();
  }
}

/** How long a small question takes, there and back. */
async function measure(port: number): Promise<number> {
  try {
    await ask(port); // This opens the connection, if there is none yet.
    const start = performance.now();
    await ask(port);
    return performance.now() - start;
  } catch {
    return EVERY;
  }
}

/** It does not matter what the answer says, only that it comes. */
async function ask(port: number): Promise<void> {
  const signal = AbortSignal.timeout(EVERY);
  const { body } = await request(`http://127.0.0.1:${port}/`, { method: "HEAD", signal });
  await body.dump();
}
