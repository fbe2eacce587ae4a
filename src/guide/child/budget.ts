// How many requests a second are told in full: each takes one from the budget, which fills up again with time. One that
// is used up opens again when it is half full: so what is told comes in bursts, and between them tracing costs nothing.

export class Budget {
  readonly #perSecond: number;
  #left: number;
  #filledAt = performance.now();
  #isUsedUp = false;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
  }

  /** Whether there is one left; then it is taken. */
  take(now: number): boolean {
    const gained = ((now - this.#filledAt) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#perSecond, this.#left + gained);
    this.#filledAt = now;
    if (this.#left < 1) this.#isUsedUp = true;
    else if (this.#left >= this.#perSecond / 2) this.#isUsedUp = false;
    if (this.#isUsedUp) return false;
    this.#left -= 1;
    return true;
  }
}
