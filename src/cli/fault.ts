// `npm run fault`: breaks the shop on purpose, and mends it again, by asking the guide that runs.

import { runFault } from "./fault-run.ts";
import { PROCESS } from "./io.ts";

await runFault(PROCESS);
