// Preloaded into each process that is traced. Until somebody watches, it does nothing and costs nothing: what tells
// of the requests is loaded then.

import type { SupervisorMessage } from "./messages.ts";

process.on("message", (message: SupervisorMessage) => {
  if (message?.type !== "watch") return;
});
