// `npm start`: SuperCoolShop and the guide, until Ctrl+C. The shop is a process of its own: the guide can watch its
// requests, pull its plug and start it again.

import type { ChildProcess } from "node:child_process";
import { networkInterfaces } from "node:os";
import { Supervised } from "../guide/servers/supervised.ts";
import { fail } from "./fail.ts";
import type { ShopListening } from "./shop-process.ts";
import type { GuideResult } from "./start-guide.ts";
import { readSettings, type Settings } from "./start-settings.ts";

/** @param ahead the shop's process, which start.js has started */
export async function start(ahead: ChildProcess): Promise<void> {
  const settings = readSettings();
  if (settings === undefined) {
    ahead.kill("SIGKILL");
    return;
  }
  const shop = superviseShop(ahead);
  const printHeld = printOutput(shop);
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
    printHeld(restOfGreeting(guide));
    reportRestarts(shop, settings, guide);
  }
}

function superviseShop(ahead: ChildProcess): Supervised {
  const given = process.argv.slice(2);
  return new Supervised({
    name: "shop",
    program: new URL("./shop-process.ts", import.meta.url),
    args: (port) => (port === undefined ? given : [...given, "--port", String(port)]), // The last one counts.
    ahead,
  });
}

async function openGuide({ guidePort }: Settings, shop: Supervised): Promise<GuideResult | undefined> {
  if (guidePort === undefined) return undefined;
  const { startGuide } = await import("./start-guide.ts");
  return startGuide(guidePort, [shop]);
}

/** Passes on what the shop prints. The lines of its first requests wait for the end of the greeting: for the result. */
function printOutput(shop: Supervised): (before: string) => void {
  let held: string | undefined;
  shop.onOutput((text, stream) => {
    if (stream === "stdout" && held !== undefined) held += text;
    else process[stream].write(text);
  });
  const end = shop.onState(({ status }) => {
    if (status !== "listening") return;
    held = "";
    end();
  });
  return (before) => {
    process.stdout.write(before + (held ?? ""));
    held = undefined;
  };
}

/** The first signal ends gracefully, a second one at once. */
function stopOnSignal(shop: Supervised): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      process.stdout.write("\nStopping.\n");
      process.once(signal, () => process.exit(1));
      process.exit((await shop.stop()) ?? 1);
    });
  }
}

/** Says what has become of the shop when it ended without being asked to. */
function reportRestarts(shop: Supervised, settings: Settings, guide: GuideResult | undefined): void {
  let told = shop.state.restarts;
  shop.onState(({ status, restarts, reason, port }) => {
    if (status === "stopped" && reason !== undefined) {
      process.stdout.write(`\nSuperCoolShop has stopped. ${reason}\n`);
      process.exit();
    } else if (status === "crashed") {
      fail(`\nSuperCoolShop has stopped. ${reason}`);
      if (guide === undefined || guide.url === undefined) process.exit();
      process.stderr.write(`Start it again in the guide, ${guide.url}, or here: Ctrl+C, and npm start.\n`);
    } else if (status === "listening" && restarts > told) {
      told = restarts;
      process.stdout.write(
        `\nSuperCoolShop had stopped. ${reason}\nIt was started again, on ${urlOf(settings.host, port)}\n\n`,
      );
    }
  });
}

function greeting({ host }: Settings, { port, summary }: ShopListening): string {
  const url = urlOf(host, port);
  const network =
    host === "0.0.0.0" || host === "::" ? networkAddresses().map((ip) => `http://${ip}:${port}`) : [];
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

function urlOf(host: string, port: number | undefined): string {
  const local = ["localhost", "127.0.0.1", "::1", "0.0.0.0", "::"].includes(host);
  return `http://${local ? "localhost" : host}:${port}`;
}

function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
}
