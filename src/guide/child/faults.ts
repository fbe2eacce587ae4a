// What the shop tells when it is broken on purpose: which request has met which fault.

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Met } from "../faults/faults.ts";
import { FAULT_MET } from "../faults/met.ts";
import type { Exchanges } from "./exchanges.ts";
import { safely } from "./safely.ts";

export function watchFaults(exchanges: Exchanges): () => void {
  const onMet = safely((message: unknown) => {
    const exchange = exchanges.current();
    if (exchange === undefined) return;
    const { name, title, where } = message as Met;
    exchanges.tell({ type: "fault", id: exchange.id, at: performance.now(), name, title, where });
  });
  subscribe(FAULT_MET, onMet);
  return () => unsubscribe(FAULT_MET, onMet);
}
