// `npm run data`: what the shop has stored, whether it is sound, and starting again.

import { runData } from "./data-run.ts";
import { PROCESS } from "./io.ts";

await runData(PROCESS);
