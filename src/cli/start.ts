// `npm start`: SuperCoolShop and the guide, until Ctrl+C. The shop is a process of its own: the guide can watch its
// requests, pull its plug and start it again.

import { lanAddresses } from "../guide/class/addresses.ts";
import type { Supervised } from "../guide/servers/supervised.ts";
import { fail } from "./fail.ts";
import type { ShopListening } from "./shop-process.ts";
import type { GuideResult } from "./start-guide.ts";
import { readSettings, type Settings } from "./start-settings.ts";
import { printOutput, reportRestarts, stopOnSignal, superviseShop, urlOf } from "./supervise-shop.ts";

const COMMAND = "npm start";

await main();

async function main(): Promise<void> {
  const settings = readSettings();
  if (settings === undefined) return;
  const shop = superviseShop({ ...settings, command: COMMAND, isClass: false });
  const greet = printOutput(shop);
  let listening: ShopListening | undefined;
  shop.onMessage((message) => {
    if ("summary" in message) listening = message as ShopListening;
  });
  const starting = shop.start();
  stopOnSignal(shop);
  // Loaded while the shop starts, so that nobody waits for it.
  const opening = openGuide(settings, shop);

  const { status, reason } = await starting;
  const guide = await opening;
  if (status === "crashed") {
    fail(reason ?? "");
    await guide?.close();
  } else if (listening !== undefined) {
    greet(greeting(settings, listening, guide));
    reportRestarts(shop, { command: COMMAND, host: settings.host, guide });
  }
}

async function openGuide({ guidePort }: Settings, shop: Supervised): Promise<GuideResult | undefined> {
  if (guidePort === undefined) return undefined;
  const { startGuide } = await import("./start-guide.ts");
  return startGuide({ port: guidePort, shop, command: COMMAND });
}

function greeting(
  { host }: Settings,
  { port, summary }: ShopListening,
  guide: GuideResult | undefined,
): string {
  const url = urlOf(host, port);
  const network =
    host === "0.0.0.0" || host === "::"
      ? lanAddresses().map(({ address }) => `http://${address}:${port}`)
      : [];
  return `SuperCoolShop listens on ${url}
${network.map((address) => `  on your network  ${address}\n`).join("")}${summary}

Try next:
  in a browser     ${url}/products/66432
  in a terminal    curl -i ${url}/api/products/66432
  all its routes   curl ${url}/api
${guide?.url === undefined ? "" : `  the guide        ${guide.url}\n`}${guide?.fault === undefined ? "" : `\n${guide.fault}\n`}
Ctrl+C stops it. Each request is a line below.
`;
}
