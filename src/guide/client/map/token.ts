// A request's token: a pill with the number and the colour of its client, that goes from place to place.

import { element, setText } from "../dom.ts";
import type { Mark } from "./clients.ts";
import { along, type Boxes, type Point, spotOf, wayBetween } from "./geometry.ts";
import type { Station } from "./moments.ts";

export class Token {
  readonly element = element("div", "token");
  readonly #mark = element("b", "client-mark");
  readonly #status = element("span", "token-status");
  /** So that those at one place do not hide each other. */
  readonly #shift: Point;
  #station: Station = "client";
  #points: Point[] = [];
  #started = 0;
  #duration = 0;

  constructor(shift: Point = { x: 0, y: 0 }) {
    this.#shift = shift;
    this.element.append(this.#mark, this.#status);
    this.element.hidden = true;
  }

  get station(): Station {
    return this.#station;
  }

  get isShown(): boolean {
    return !this.element.hidden;
  }

  isMoving(now: number): boolean {
    return now < this.#started + this.#duration;
  }

  /** Shows it at a place, as the token of this client. */
  appear({ text, colour }: Mark, station: Station): void {
    setText(this.#mark, text);
    this.#mark.className = `client-mark client-${colour}`;
    this.#station = station;
    this.#points = [];
    this.#duration = 0;
    this.element.className = "token";
    this.say("", "");
    this.element.hidden = false;
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** The status it carries back: "200". */
  say(text: string, className: string): void {
    setText(this.#status, text);
    this.#status.className = `token-status ${className}`;
  }

  /** @param duration 0 to be there at once */
  go(boxes: Boxes, to: Station, now: number, duration: number): void {
    const from = this.#place(boxes, now);
    this.#points = [from, ...wayBetween(boxes, this.#station, to)];
    this.#station = to;
    this.#started = now;
    this.#duration = duration;
  }

  draw(boxes: Boxes, now: number): void {
    const { x, y } = this.#place(boxes, now);
    const left = Math.round(x + this.#shift.x);
    const top = Math.round(y + this.#shift.y);
    this.element.style.setProperty("transform", `translate(${left}px, ${top}px) translate(-50%, -50%)`);
  }

  #place(boxes: Boxes, now: number): Point {
    const end = this.#points.at(-1);
    if (end === undefined) return spotOf(boxes, this.#station, "server");
    if (!this.isMoving(now)) return end;
    return along(this.#points, ease((now - this.#started) / this.#duration));
  }
}

function ease(part: number): number {
  return part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2;
}
