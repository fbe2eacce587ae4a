// The shop in its process, as `npm start` and `npm run class` have it: its output in the terminal, its end with theirs,
// and what is told when it ends without being asked to.

import type { ChildProcess } from "node:child_process";
import { Supervised } from "../guide/servers/supervised.ts";
import { fail } from "./fail.ts";
import type { SettingsMessage, ShopSettings } from "./shop-process.ts";
import type { GuideResult } from "./start-guide.ts";

/** What stands around the shop. */
interface Around {
  /** "npm start" */
  readonly command: string;
  readonly host: string;
  readonly guide: GuideResult | undefined;
}

/** @param ahead the shop's process, if it was started ahead and waits for its settings */
export function superviseShop(settings: ShopSettings, ahead?: ChildProcess): Supervised {
  const args = (lastPort = settings.port) => [
    JSON.stringify({ ...settings, port: lastPort } satisfies ShopSettings),
  ];
  const told: SettingsMessage = { type: "settings", settings };
  ahead?.send(told, () => {});
  const program = new URL("./shop-process.ts", import.meta.url);
  return new Supervised({ name: "shop", program, args, ...(ahead !== undefined && { ahead }) });
}

/** Passes on what the shop prints. The lines of its first requests wait for the end of the greeting: for the result. */
export function printOutput(shop: Supervised): (greeting: string) => void {
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
  return (greeting) => {
    process.stdout.write(greeting + (held ?? ""));
    held = undefined;
  };
}

/** The first signal ends gracefully, a second one at once. */
export function stopOnSignal(shop: Supervised): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      process.stdout.write("\nStopping.\n");
      process.once(signal, () => process.exit(1));
      process.exit((await shop.stop()) ?? 1);
    });
  }
}

/** Says what has become of the shop when it ended without being asked to. */
export function reportRestarts(shop: Supervised, { command, host, guide }: Around): void {
  let told = shop.state.restarts;
  shop.onState(({ status, restarts, reason, port }) => {
    if (status === "stopped" && reason !== undefined) {
      process.stdout.write(`\nSuperCoolShop has stopped. ${reason}\n`);
      process.exit();
    } else if (status === "crashed") {
      fail(`\nSuperCoolShop has stopped. ${reason}`);
      if (guide === undefined || guide.url === undefined) process.exit();
      process.stderr.write(`Start it again in the guide, ${guide.url}, or here: Ctrl+C, and ${command}.\n`);
    } else if (status === "listening" && restarts > told) {
      told = restarts;
      process.stdout.write(
        `\nSuperCoolShop had stopped. ${reason}\nIt was started again, on ${urlOf(host, port)}\n\n`,
      );
    }
  });
}

export function urlOf(host: string, port: number | undefined): string {
  const local = ["localhost", "127.0.0.1", "::1", "0.0.0.0", "::"].includes(host);
  return `http://${local ? "localhost" : host}:${port}`;
}
