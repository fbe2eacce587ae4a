// Says that a request has met a fault, where it does: the tracer puts it on the map. Nothing listens, nothing is paid.

import { channel } from "node:diagnostics_channel";
import { type Fault, type FaultName, faultNamed, type Met } from "./faults.ts";

/** The name of the channel. Its messages are of the type Met, and belong to the request whose code is running. */
export const FAULT_MET = "roundtrip-guide:fault";

const met = channel(FAULT_MET);

export function tellMet(name: FaultName): void {
  if (!met.hasSubscribers) return;
  const { title, where } = faultNamed(name) as Fault;
  met.publish({ name, title, where } satisfies Met);
}
