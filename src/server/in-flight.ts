// The requests that wait for an answer, and the deadline each of them has.

import type { Limits } from "./limits.ts";
import type { Response } from "./response.ts";

/**
 * One timer for all requests, instead of one for each: it looks around ten times in the shortest deadline,
 * so a deadline is kept to a tenth.
 */
export class InFlight {
  readonly #responses = new Set<Response>();
  readonly #limits: Limits;
  readonly #interval: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#interval = Math.min(1_000, Math.ceil(Math.min(limits.responseTimeout, limits.requestTimeout) / 10));
  }

  add(res: Response): void {
    res.guard.startedAt = performance.now();
    res.guard.waitingSince = res.guard.startedAt;
    this.#responses.add(res);
    // Unref'd: a deadline is no reason to keep a process alive.
    this.#timer ??= setInterval(() => this.#look(), this.#interval).unref();
  }

  delete(res: Response): void {
    this.#responses.delete(res);
  }

  /** The unfinished response on this connection, if there is one. */
  on(socket: unknown): Response | undefined {
    for (const res of this.#responses) {
      if (res.socket === socket) return res;
    }
    return undefined;
  }

  #look(): void {
    const now = performance.now();
    for (const res of this.#responses) {
      const { guard } = res;
      if (res.destroyed || res.closed) this.#responses.delete(res);
      else if (guard.isReading()) {
        guard.waitingSince = now;
        const { requestTimeout } = this.#limits;
        if (now - guard.startedAt > requestTimeout && !guard.isCaredFor()) guard.timeOutRequest();
      } else if (now - guard.waitingSince > this.#limits.responseTimeout && !guard.isCaredFor()) {
        guard.waitingSince = now;
        guard.timeOutResponse(this.#limits.responseTimeout);
      }
    }
    if (this.#responses.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
