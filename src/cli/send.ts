// npm run send -- GET /books?limit=2: sends one request and shows it and the whole reply, as `curl -i` does, for who
// has no curl.

import { PROCESS } from "./io.ts";
import { runSend } from "./send-run.ts";

process.stdout.on("error", () => process.exit(0)); // The reader has gone, as in "... | head -1".
await runSend(PROCESS);
