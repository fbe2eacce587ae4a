// The request that is looked at, in a line, and what is wrong with it, if anything is.

import type { Clients } from "./clients.ts";
import { ms } from "./format.ts";
import type { Journey } from "./journey.ts";
import { statusOf } from "./list.ts";
import { PATIENCE } from "./steps.ts";

/** "GET /products/66432 · 200 OK" */
export function titleOf(journey: Journey): string {
  const { method, target, response } = journey;
  const status = response === undefined ? statusOf(journey).words : `${response.status} ${response.reason}`;
  return `${method} ${target} · ${status}`;
}

/** "" when nothing is. */
export function alarmOf(journey: Journey, serverTime: number, clients: Clients): string {
  const met = journey.faults.join(", ");
  return [met && `It met a fault, made on purpose: ${met}.`, endOf(journey, serverTime, clients)]
    .join(" ")
    .trim();
}

function endOf(journey: Journey, serverTime: number, clients: Clients): string {
  const { outcome, again, isWaiting, begin } = journey;
  if (again !== undefined) return "Answered twice: see the response below for both lines.";
  if (isWaiting && serverTime - begin > PATIENCE) {
    return `No response yet: ${clients.nameOf(journey.address)} has been waiting for ${ms(serverTime - begin)}.`;
  }
  if (outcome === "left") return "The client left before the response was out.";
  if (outcome === "stopped") return "The server's process ended while it had this request.";
  if (outcome === "lost") return "How this one ended is not known.";
  return "";
}
