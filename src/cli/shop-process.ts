// SuperCoolShop in a process of its own, which `npm start` and `npm run class` supervise: it opens the data, serves
// until SIGTERM, and closes the data.

import { GuideInShop } from "../guide/in-shop.ts";
import { logger, type Store } from "../index.ts";
import { createShop } from "../shop/shop.ts";
import { fail } from "./fail.ts";
import { type Opened, openData } from "./open-data.ts";

export interface ShopSettings {
  readonly port: number;
  readonly host: string;
  /** The URL of the store. */
  readonly data: string;
  /** How many products there should be; 0 for those of the catalogue. */
  readonly products: number;
  /** "npm start": what is typed again with another port. */
  readonly command: string;
  /** Whether clients are counted, and can be limited. Their requests are not printed then: they are too many. */
  readonly isClass: boolean;
}

/** What a shop hears that was started ahead, without settings. */
export interface SettingsMessage {
  readonly type: "settings";
  readonly settings: ShopSettings;
}

/** What the shop tells when it listens. */
export interface ShopListening {
  readonly type: "listening";
  readonly port: number;
  /** Where the data lies and what was done to it. */
  readonly summary: string;
}

await main();

async function main(): Promise<void> {
  const given = process.argv[2];
  await serve(given === undefined ? await toldSettings() : JSON.parse(given));
}

/** A process that was started ahead is told later what to serve. */
function toldSettings(): Promise<ShopSettings> {
  process.channel?.ref(); // Until then there is nothing else that it waits for.
  return new Promise((resolve) => {
    const onMessage = ({ type, settings }: Partial<SettingsMessage>) => {
      if (type !== "settings" || settings === undefined) return;
      process.off("message", onMessage);
      process.channel?.unref();
      resolve(settings);
    };
    process.on("message", onMessage);
  });
}

async function serve(settings: ShopSettings): Promise<void> {
  const guide = new GuideInShop(settings);
  const { before, aroundProduct, middleware } = guide;
  let opened: Opened;
  try {
    opened = await openData(settings.data, settings.products, before);
  } catch (error) {
    tellFailure(`The shop's data cannot be opened. ${(error as Error).message}`);
    return;
  }
  const shop = createShop(opened.store, {
    before: settings.isClass ? middleware : [logger()],
    aroundProduct,
  });
  guide.listen(opened.store);
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

function explain(error: NodeJS.ErrnoException, { port, host, command }: ShopSettings): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} is taken by another program, perhaps by this server in another window.
Stop that one, or take another port: ${command} -- --port ${port < 65_535 ? port + 1 : 3_000}`;
    case "EACCES":
      return `This system does not let you use port ${port}. Take a higher one: ${command} -- --port 3000`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}. Take 127.0.0.1 for this machine only, or 0.0.0.0 for the whole network:
npm start -- --host 0.0.0.0`;
    default:
      return error.message;
  }
}
