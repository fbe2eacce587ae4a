// What `npm run watch-prices` does: reads the command line, and listens until Ctrl+C.

import { parseArgs } from "node:util";
import { PriceWatch } from "../clients/price-watch.ts";
import { createPriceWatchApp } from "../clients/price-watch-app.ts";
import { ShopApi } from "../clients/shop-api.ts";
import { logger } from "../index.ts";
import type { Io } from "./io.ts";

const HELP = `A second server, which asks the shop for prices and tells how they change.

  npm run watch-prices -- 66432 78968

  --port 3001                    where it listens itself, on this machine only
  --url http://localhost:3000    where the shop is
  --every 5                      how many seconds it waits between two looks
`;

export async function runWatchPrices(io: Io): Promise<void> {
  const options = readOptions(io);
  if (options === undefined) return;
  const { ids, port, url, every } = options;
  const api = new ShopApi(url);
  const watch = new PriceWatch(api, ids);
  const app = createPriceWatchApp(watch, { before: [logger()] });
  try {
    const address = (await app.listen(port, "127.0.0.1")).address();
    const actual = typeof address === "object" && address !== null ? address.port : port;
    io.write(`The price watch listens on http://localhost:${actual}
It watches ${ids.join(", ")} of ${url}

For programs: curl http://localhost:${actual}/api/prices
Ctrl+C stops it.
`);
  } catch (error) {
    io.fail(`It cannot listen on port ${port}. Take another: --port 3002\n${(error as Error).message}`);
    return;
  }
  void watch.start(every);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      process.once(signal, () => process.exit(1));
      watch.stop();
      await app.close();
      await api.close();
      process.exit();
    });
  }
}

/** What the command line asks for; undefined when it is answered already. */
function readOptions(io: Io) {
  try {
    const { values, positionals } = parseArgs({
      args: [...io.args],
      options: {
        port: { type: "string", default: "3001" },
        url: { type: "string", default: "http://localhost:3000" },
        every: { type: "string", default: "5" },
        help: { type: "boolean" },
      },
      allowPositionals: true,
    });
    if (values.help) {
      io.write(HELP);
      return undefined;
    }
    const [port, every] = [Number(values.port), Number(values.every)];
    const fits =
      positionals.length > 0 &&
      /^\d{1,5}$/.test(values.port) &&
      port <= 65_535 &&
      every >= 0.1 &&
      every <= 86_400 &&
      URL.canParse(values.url) &&
      /^https?:$/.test(new URL(values.url).protocol);
    if (fits) return { ids: positionals, port, url: values.url, every: every * 1000 };
  } catch {
    // An option that is not known: told below, with all others.
  }
  io.fail(`This is not understood: ${io.args.join(" ")}\n\n${HELP}`, 2);
  return undefined;
}
