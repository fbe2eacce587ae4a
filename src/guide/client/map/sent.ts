// The request that this page has sent last: which of all that come it is, and how long the client waited for it.

import type { Journey } from "./journey.ts";

/** The guide sends requests under this name. */
const USER_AGENT = "Roundtrip";

export class Sent {
  readonly #target: string;
  #journey: Journey | undefined;
  /** Milliseconds on the client's clock; undefined until its response has come. */
  waited: number | undefined;

  constructor(target: string) {
    this.#target = target;
  }

  /** Whether this one, which has just come, is it. */
  isFound(journey: Journey): boolean {
    if (this.#journey !== undefined || journey.target !== this.#target || !isFromGuide(journey)) return false;
    this.#journey = journey;
    return true;
  }

  /** Undefined for any other request. */
  waitedFor(journey: Journey | undefined): number | undefined {
    return journey !== undefined && journey === this.#journey ? this.waited : undefined;
  }
}

function isFromGuide({ request }: Journey): boolean {
  const fields = request?.fields ?? [];
  return fields.some(([name, value]) => name.toLowerCase() === "user-agent" && value === USER_AGENT);
}
