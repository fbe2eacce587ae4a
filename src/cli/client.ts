// `npm run client`: the shop in a terminal.

import { runClient } from "./client-run.ts";
import { PROCESS } from "./io.ts";

await runClient(PROCESS);
