// The request that is looked at: the newest, which is followed, or one that is held. With it its moments and its
// replay.

import type { Journey } from "./journey.ts";
import { type Chart, chartOf } from "./lanes.ts";
import { type Moment, momentsOf } from "./moments.ts";
import { Replay } from "./replay.ts";

/** One that is followed stays so long, or nobody could read it; milliseconds. */
const READABLE = 2_500;

export class Looked {
  journey: Journey | undefined;
  isHeld = false;
  moments: readonly Moment[] = [];
  chart: Chart | undefined;
  replay: Replay | undefined;
  #version = -1;
  #since = Number.NEGATIVE_INFINITY;
  /** One that this page has sent is about to come: none of the others is followed meanwhile. */
  #expectedUntil = Number.NEGATIVE_INFINITY;

  /** Follows the newest, unless one is held or was not there long enough. */
  follow(newest: Journey | undefined, now: number): void {
    if (this.isHeld || newest === undefined || newest === this.journey) return;
    if (this.journey !== undefined && (now - this.#since < READABLE || now < this.#expectedUntil)) return;
    this.#look(newest, now);
  }

  /** This page sends one: it is followed as soon as it comes. */
  expect(now: number): void {
    this.release();
    this.#expectedUntil = now + READABLE;
  }

  /** The one that this page has sent has come. */
  followSent(journey: Journey, now: number): void {
    this.#expectedUntil = Number.NEGATIVE_INFINITY;
    if (!this.isHeld && journey !== this.journey) this.#look(journey, now);
  }

  hold(journey: Journey, now: number): void {
    if (journey !== this.journey) this.#look(journey, now);
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    this.replay = undefined;
    this.#version = -1;
  }

  /** What is looked at may have gone on meanwhile. Returns whether there is anything new. */
  refresh(serverTime: number): boolean {
    const { journey } = this;
    if (journey === undefined) return false;
    if (journey.version === this.#version && journey.outcome !== "open") return false;
    const isNew = journey.version !== this.#version;
    this.#version = journey.version;
    if (isNew) this.moments = momentsOf(journey);
    this.chart = chartOf(journey, serverTime);
    const { from, to } = this.chart;
    const replay = new Replay({ from, to, moments: this.moments.map(({ at }) => at) });
    this.replay = this.replay === undefined ? replay : replay.continue(this.replay);
    return true;
  }

  /** On the server's clock: up to where the request is shown. */
  get position(): number {
    return this.isHeld && this.replay !== undefined ? this.replay.position : Number.POSITIVE_INFINITY;
  }

  #look(journey: Journey, now: number): void {
    this.journey = journey;
    this.#since = now;
    this.#version = -1;
    this.replay = undefined;
  }
}
