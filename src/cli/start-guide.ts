// Opens the guide beside what a command runs: on this machine only, whatever the command serves.

import { createGuide } from "../guide/guide.ts";
import type { Supervised } from "../guide/servers/supervised.ts";

/** Where the guide is, or why it is not there. */
export interface GuideResult {
  readonly url: string | undefined;
  readonly fault: string | undefined;
  readonly close: () => Promise<void>;
}

/** Never rejects: what the guide stands beside runs all the same. */
export async function startGuide(port: number, servers: readonly Supervised[]): Promise<GuideResult> {
  const guide = createGuide({ servers });
  const close = () => guide.close();
  try {
    const server = await guide.listen(port, "127.0.0.1");
    const address = server.address() as { port: number };
    return { url: `http://localhost:${address.port}`, fault: undefined, close };
  } catch (error) {
    return { url: undefined, fault: explain(error as NodeJS.ErrnoException, port), close };
  }
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  if (error.code !== "EADDRINUSE") return `The guide is not there: ${error.message}`;
  return `The guide is not there: port ${port} is taken by another program.
The shop runs all the same. Give the guide another port:
npm start -- --guide-port ${port < 65_535 ? port + 1 : 4_000}`;
}
