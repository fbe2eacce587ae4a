// `npm start`: serves SuperCoolShop until Ctrl+C.

import { networkInterfaces } from "node:os";
import { logger, type Store } from "../index.ts";
import { createShop } from "../shop/shop.ts";
import { fail } from "./fail.ts";
import { type Opened, openData } from "./open-data.ts";
import { readSettings, type Settings } from "./start-settings.ts";

await main();

async function main(): Promise<void> {
  const settings = readSettings();
  if (settings === undefined) return;
  let opened: Opened;
  try {
    opened = await openData(settings.data, settings.products);
  } catch (error) {
    fail(`The shop's data cannot be opened. ${(error as Error).message}`);
    return;
  }
  const shop = createShop(opened.store, { before: [logger()] });
  try {
    const server = await shop.listen(settings.port, settings.host);
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : settings.port;
    process.stdout.write(greeting({ ...settings, port }, opened.summary));
  } catch (error) {
    await opened.store.close();
    fail(explain(error as NodeJS.ErrnoException, settings));
    return;
  }
  stopOnSignal(shop, opened.store);
}

/** The first signal ends gracefully, a second one at once. */
function stopOnSignal(shop: ReturnType<typeof createShop>, store: Store): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      process.stdout.write("\nStopping.\n");
      process.once(signal, () => process.exit(1));
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
}

function greeting({ port, host }: Settings, summary: string): string {
  const local = ["localhost", "127.0.0.1", "::1", "0.0.0.0", "::"].includes(host);
  const url = `http://${local ? "localhost" : host}:${port}`;
  const network =
    host === "0.0.0.0" || host === "::" ? networkAddresses().map((ip) => `http://${ip}:${port}`) : [];
  return `SuperCoolShop listens on ${url}
${network.map((address) => `  on your network  ${address}\n`).join("")}${summary}

Try next:
  in a browser     ${url}/products/66432
  in a terminal    curl -i ${url}/api/products/66432
  all its routes   curl ${url}/api

Ctrl+C stops it. Each request is a line below.
`;
}

function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
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
