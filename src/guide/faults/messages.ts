// What the guide tells the process of the shop about faults, and what that says back.

import { type FaultName, faultNamed } from "./faults.ts";

/** To the shop: puts a fault on or off. */
export interface FaultMessage {
  readonly type: "fault";
  readonly name: FaultName;
  readonly on: boolean;
}

/** From the shop: which are on there now. The answer to each FaultMessage. */
export interface FaultsSnapshot {
  readonly type: "faults";
  readonly on: readonly FaultName[];
}

export function isFaultMessage(message: unknown): message is FaultMessage {
  const { type, name, on } = (message ?? {}) as Partial<FaultMessage>;
  return type === "fault" && typeof on === "boolean" && faultNamed(String(name)) !== undefined;
}

export function isFaultsSnapshot(message: unknown): message is FaultsSnapshot {
  const { type, on } = (message ?? {}) as Partial<FaultsSnapshot>;
  return type === "faults" && Array.isArray(on);
}
