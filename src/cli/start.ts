// `npm start`: SuperCoolShop and the guide, until Ctrl+C. The shop is a process of its own: the guide can watch its
// requests, pull its plug and start it again.

import type { ChildProcess } from "node:child_process";
import { lanAddresses } from "../guide/class/addresses.ts";
import type { Supervised } from "../guide/servers/supervised.ts";
import { fail } from "./fail.ts";
import type { ShopListening } from "./shop-process.ts";
import type { GuideResult } from "./start-guide.ts";
import { readSettings, type Settings } from "./start-settings.ts";
import { printOutput, reportRestarts, stopOnSignal, superviseShop, urlOf } from "./supervise-shop.ts";

const COMMAND = "npm start";

/** @param ahead the shop's process, which start.js has started */
export async function start(ahead: ChildProcess): Promise<void> {
  const settings = readSettings();
  if (settings === undefined) {
    ahead.kill("SIGKILL");
    return;
  }
  const shop = superviseShop({ ...settings, command: COMMAND, isClass: false }, ahead);
  const printRest = printOutput(shop);
  let listening: ShopListening | undefined;
  shop.onMessage((message) => {
    if ("summary" in message) listening = message as ShopListening;
  });
  const starting = shop.start();
  stopOnSignal(shop);
  // Loaded while the shop starts, so that nobody waits for it.
  const opening = openGuide(settings, shop);

  const { status, reason } = await starting;
  if (status === "crashed") fail(reason ?? "");
  else if (listening !== undefined) process.stdout.write(greeting(settings, listening));
  const guide = await opening;
  if (status === "crashed") {
    await guide?.close();
  } else if (status === "listening") {
    printRest(restOfGreeting(guide));
    reportRestarts(shop, { command: COMMAND, host: settings.host, guide });
  }
}

async function openGuide({ guidePort }: Settings, shop: Supervised): Promise<GuideResult | undefined> {
  if (guidePort === undefined) return undefined;
  const { startGuide } = await import("./start-guide.ts");
  return startGuide({ port: guidePort, shop, command: COMMAND });
}

function greeting({ host }: Settings, { port, summary }: ShopListening): string {
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
`;
}

/** The guide may come a little later than the shop, which does not wait for it. */
function restOfGreeting(guide: GuideResult | undefined): string {
  const line = guide?.url === undefined ? "" : `  the guide        ${guide.url}\n`;
  const fault = guide?.fault === undefined ? "" : `\n${guide.fault}\n`;
  return `${line}${fault}
Ctrl+C stops it. Each request is a line below.
`;
}
