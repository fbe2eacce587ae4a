// Plays a journey again, as it happened or slower. It has no timer of its own: whoever draws tells it the time.

export const SPEEDS = [1, 1 / 10, 1 / 100, 1 / 1_000, 1 / 10_000] as const;

/** How long a journey should take when it is played at first; milliseconds. */
const COMFORTABLE = 4_000;

export interface ReplayOptions {
  readonly from: number;
  readonly to: number;
  /** The moments that "step by step" goes through, in order. */
  readonly moments: readonly number[];
}

export class Replay {
  readonly #options: ReplayOptions;
  readonly #moments: readonly number[];
  #position: number;
  #speed: number;
  #playingSince: number | undefined;

  /** It stands at the end, where all can be seen. */
  constructor(options: ReplayOptions) {
    this.#options = options;
    const { from, to, moments } = options;
    this.#moments = [...new Set([from, ...moments.filter((at) => at > from && at < to), to])];
    this.#position = to;
    this.#speed = fittingSpeed(to - from);
  }

  /** On the journey's own clock; milliseconds. */
  get position(): number {
    return this.#position;
  }

  /** 1 as it happened; 1/100 a hundred times slower. */
  get speed(): number {
    return this.#speed;
  }

  get isPlaying(): boolean {
    return this.#playingSince !== undefined;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#options.to;
  }

  /** From where it stands; from the beginning when it stands at the end. */
  play(now: number): void {
    if (this.isAtEnd) this.#position = this.#options.from;
    this.#playingSince = now;
  }

  pause(now: number): void {
    this.advance(now);
    this.#playingSince = undefined;
  }

  /** Goes on to where it is by now. At the end it stops. */
  advance(now: number): void {
    if (this.#playingSince === undefined) return;
    this.#position += Math.max(0, now - this.#playingSince) * this.#speed;
    this.#playingSince = now;
    if (!this.isAtEnd) return;
    this.#position = this.#options.to;
    this.#playingSince = undefined;
  }

  seek(position: number): void {
    const { from, to } = this.#options;
    this.#position = Math.min(Math.max(position, from), to);
  }

  /** @param part of the whole; 0 to 1 */
  seekPart(part: number): void {
    const { from, to } = this.#options;
    this.seek(from + (to - from) * part);
  }

  /** To the next moment, or the one before; it pauses there. */
  step(direction: 1 | -1): void {
    this.#playingSince = undefined;
    const found =
      direction === 1
        ? this.#moments.find((at) => at > this.#position)
        : this.#moments.findLast((at) => at < this.#position);
    if (found !== undefined) this.#position = found;
  }

  /** @param now since it may be playing at the old speed */
  changeSpeed(direction: 1 | -1, now: number): void {
    this.advance(now);
    const index = SPEEDS.indexOf(this.#speed as (typeof SPEEDS)[number]) - direction;
    this.#speed = SPEEDS[Math.min(Math.max(index, 0), SPEEDS.length - 1)] as number;
  }

  /** As another replay has it, when the same journey has grown. */
  continue(other: Replay): this {
    this.#speed = other.#speed;
    if (!other.isAtEnd) this.#position = other.#position;
    this.#playingSince = other.#playingSince;
    return this;
  }
}

/** "as it happened", "100 times slower". */
export function speedName(speed: number): string {
  return speed === 1 ? "as it happened" : `${Math.round(1 / speed).toLocaleString("en")} times slower`;
}

/** The one with which it takes closest to what is comfortable. */
function fittingSpeed(duration: number): number {
  const distance = (speed: number) => Math.abs(Math.log(duration / speed / COMFORTABLE));
  return duration <= 0
    ? 1
    : SPEEDS.reduce((best, speed) => (distance(speed) < distance(best) ? speed : best));
}
