// The demo shop for trace.ts: as `npm start` runs it, and it tells its CPU time when it is asked.

import "../../../src/cli/shop-process.ts";

export interface CpuMessage {
  readonly type: "cpu";
  /** Microseconds so far. */
  readonly used: number;
}

process.on("message", (message: { ask?: string }) => {
  if (message.ask !== "cpu") return;
  const { user, system } = process.cpuUsage();
  const told: CpuMessage = { type: "cpu", used: user + system };
  process.send?.(told);
});
