// The request that is looked at, drawn: its head, its replay, its lanes, the nine steps, and the cards.

import { byId, setText } from "../dom.ts";
import { fillCards } from "./cards.ts";
import { ChartView } from "./chart.ts";
import type { Clients } from "./clients.ts";
import { ms } from "./format.ts";
import { alarmOf, titleOf } from "./head.ts";
import type { Journey } from "./journey.ts";
import type { Looked } from "./looked.ts";
import type { Nine } from "./nine.ts";
import { speedName } from "./replay.ts";
import { stepTimes } from "./steps.ts";

export class Detail {
  readonly #clients: Clients;
  readonly #nine: Nine;
  readonly #chart = new ChartView(byId("chart"), byId("ruler"), byId("lanes"));
  readonly #seek = byId<HTMLInputElement>("seek");
  #drawn = "";

  constructor(clients: Clients, nine: Nine) {
    this.#clients = clients;
    this.#nine = nine;
  }

  /** What is known of it has changed. */
  draw(looked: Looked, serverTime: number): void {
    const { journey, chart } = looked;
    if (journey === undefined || chart === undefined) return;
    this.#chart.show(chart);
    this.#nine.showTimes(stepTimes(journey, serverTime), chart.slowestStep);
    this.#drawHead(journey, serverTime);
    const drawn = `${journey.key} ${journey.version}`;
    if (drawn === this.#drawn) return; // Only time has gone by.
    this.#drawn = drawn;
    fillCards(journey);
  }

  /** What the client measured, for the request that this page has sent; undefined for all others. */
  drawWaited(waited: number | undefined): void {
    const text =
      waited === undefined
        ? ""
        : `The client, here, waited ${ms(waited)} for this one. The server's own time may be longer: it notes the end of a response when the client may have it already.`;
    setText(byId("waited"), text);
  }

  /** Where the replay is. */
  drawPosition({ replay, isHeld, chart }: Looked): void {
    if (replay === undefined || chart === undefined) return;
    const { from, to } = chart;
    const position = isHeld ? replay.position : to;
    this.#chart.showPosition(position);
    const value = to > from ? Math.round((1_000 * (position - from)) / (to - from)) : 1_000;
    if (document.activeElement !== this.#seek || Number(this.#seek.value) !== value) {
      this.#seek.value = String(value);
    }
    const text = `${ms(position - from)} of ${ms(to - from)}`;
    if (this.#seek.getAttribute("aria-valuetext") !== text) this.#seek.setAttribute("aria-valuetext", text);
    setText(byId("play"), replay.isPlaying ? "Pause" : replay.isAtEnd ? "Play" : "Go on");
    setText(byId("speed"), speedName(replay.speed));
    setText(byId("detail-mode"), isHeld ? "Held" : "Following the newest");
    const hold = byId("hold");
    setText(hold, isHeld ? "Let it go" : "Hold this one");
    if (hold.getAttribute("aria-pressed") !== String(isHeld))
      hold.setAttribute("aria-pressed", String(isHeld));
  }

  #drawHead(journey: Journey, serverTime: number): void {
    setText(byId("detail-title"), titleOf(journey));
    const alarm = byId("detail-alarm");
    const text = alarmOf(journey, serverTime, this.#clients);
    setText(alarm, text);
    alarm.hidden = text === "";
    alarm.classList.toggle("waits", journey.isWaiting);
  }
}
