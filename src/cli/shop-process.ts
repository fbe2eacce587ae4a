// SuperCoolShop in a process of its own, which `npm start` supervises, with the same options: it opens the data, serves
// until SIGTERM, and closes the data.

import { logger, type Store } from "../index.ts";
import { createShop } from "../shop/shop.ts";
import { fail } from "./fail.ts";
import { type Opened, openData } from "./open-data.ts";
import { readSettings, type Settings } from "./start-settings.ts";

/** What the shop tells when it listens. */
export interface ShopListening {
  readonly type: "listening";
  readonly port: number;
  /** Where the data lies and what was done to it. */
  readonly summary: string;
}

await main();

async function main(): Promise<void> {
  const settings = readSettings(() => {}); // What is wrong with them, the supervisor says.
  if (settings !== undefined) await serve(settings);
}

async function serve(settings: Settings): Promise<void> {
  let opened: Opened;
  try {
    opened = await openData(settings.data, settings.products);
  } catch (error) {
    tellFailure(`The shop's data cannot be opened. ${(error as Error).message}`);
    return;
  }
  const shop = createShop(opened.store, { before: [logger()] });
  stopOnSignal(shop, opened.store);
  try {
    const server = await shop.listen(settings.port, settings.host);
    const { port } = server.address() as { port: number };
    const told: ShopListening = { type: "listening", port, summary: opened.summary };
    process.send?.(told);
  } catch (error) {
    await opened.store.close();
    tellFailure(explain(error as NodeJS.ErrnoException, settings));
  }
}

function stopOnSignal(shop: ReturnType<typeof createShop>, store: Store): void {
  process.once("SIGTERM", async () => {
    // The app first: the requests that it is answering still need the store.
    await shop.close();
    try {
      await store.close();
    } catch (error) {
      fail((error as Error).message);
    }
    process.exit();
  });
}

function tellFailure(reason: string): void {
  process.send?.({ type: "failed", reason }, () => process.exit(1));
}

function explain(error: NodeJS.ErrnoException, { port, host }: Settings): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} is taken by another program, perhaps by this server in another window.
Stop that one, or take another port: npm start -- --port ${port < 65_535 ? port + 1 : 3_000}`;
    case "EACCES":
      return `This system does not let you use port ${port}. Take a higher one: npm start -- --port 3000`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}. Take 127.0.0.1 for this machine only, or 0.0.0.0 for the whole network:
npm start -- --host 0.0.0.0`;
    default:
      return error.message;
  }
}
