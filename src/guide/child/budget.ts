// How many requests are told in full: each takes one from the budget, which fills up again with time. Under load it
// fills up by a share of the requests, so that telling stays a small part of the work also where a machine is slow. A
// budget that is used up opens again when it is half full: what is told comes in bursts, and between them tracing
// costs nothing.

/** Of the requests, so many are told when there are more than the budget lets through. */
const SHARE = 0.04;
/** So many a second are told in any case. */
const LEAST = 15;
/** How often it is looked how many requests there are; milliseconds. */
const LOOK = 500;

export class Budget {
  readonly #most: number;
  #left: number;
  #filledAt = performance.now();
  #isUsedUp = false;
  #perSecond: number;
  #asked = 0;
  #lookedAt = performance.now();

  /** @param most how many a second; at once, so many too */
  constructor(most: number) {
    this.#most = most;
    this.#left = most;
    this.#perSecond = Math.min(LEAST, most);
  }

  /** Whether there is one left; then it is taken. To be asked for each request. */
  take(now: number): boolean {
    this.#look(now);
    const gained = ((now - this.#filledAt) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#most, this.#left + gained);
    this.#filledAt = now;
    if (this.#left < 1) this.#isUsedUp = true;
    else if (this.#left >= this.#most / 2) this.#isUsedUp = false;
    if (this.#isUsedUp) return false;
    this.#left -= 1;
    return true;
  }

  #look(now: number): void {
    this.#asked += 1;
    const passed = now - this.#lookedAt;
    if (passed < LOOK) return;
    const share = (this.#asked / passed) * 1000 * SHARE;
    this.#perSecond = Math.min(this.#most, Math.max(LEAST, share));
    this.#asked = 0;
    this.#lookedAt = now;
  }
}
