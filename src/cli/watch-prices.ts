// `npm run watch-prices`: a second server, which watches prices of the shop.

import { PROCESS } from "./io.ts";
import { runWatchPrices } from "./watch-prices-run.ts";

await runWatchPrices(PROCESS);
