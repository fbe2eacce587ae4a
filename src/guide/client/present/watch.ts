// The shop's requests beside the slides, for the last row: the newest ones with their clients, and the lanes of the
// one that is looked at. It is made of the map's parts.

import type { Restart } from "../../live/messages.ts";
import type { ClassClient } from "../../live/presenter.ts";
import type { TraceBatch } from "../../trace/events.ts";
import { byId, setText } from "../dom.ts";
import { ChartView } from "../map/chart.ts";
import { Clients } from "../map/clients.ts";
import { compactOf } from "../map/compact.ts";
import { isAside } from "../map/filter.ts";
import { alarmOf, titleOf } from "../map/head.ts";
import type { Journey } from "../map/journey.ts";
import { Journeys } from "../map/journeys.ts";
import { List } from "../map/list.ts";
import { Looked } from "../map/looked.ts";

/** More cannot be read from the last row. */
const ROWS = 5;
/** How often it is drawn; milliseconds. */
const TICK = 250;

export class Watch {
  readonly #journeys = new Journeys();
  readonly #clients = new Clients();
  readonly #looked = new Looked();
  readonly #chart = new ChartView(byId("chart"), byId("ruler"), byId("lanes"));
  readonly #list: List;
  /** Names the fault that the slide shows, while it is on: a request that has met it is the one to look at. */
  readonly #faultShown: () => string | undefined;
  #hasConnected = false;

  constructor(faultShown: () => string | undefined) {
    this.#faultShown = faultShown;
    this.#list = new List(byId("rows"), this.#clients, (journey) => this.#toggleHold(journey), ROWS);
    byId("watch").hidden = false; // Without a script there is nothing to see.
    setInterval(() => document.hidden || this.#draw(performance.now()), TICK);
  }

  /** The stream is there, for the first time or again. */
  onHello(): void {
    if (this.#hasConnected) this.#journeys.closeOpen();
    this.#hasConnected = true;
  }

  onShop(isThere: boolean): void {
    if (!isThere) this.#journeys.stop();
  }

  onRestart(restart: Restart): void {
    this.#journeys.restart(restart);
  }

  onClients(clients: readonly ClassClient[]): void {
    this.#clients.tell(clients);
  }

  onTrace(batch: TraceBatch): void {
    this.#journeys.add(batch, performance.now());
  }

  #toggleHold(journey: Journey): void {
    if (this.#looked.isHeld && this.#looked.journey === journey) {
      this.#looked.release();
      (document.activeElement as HTMLElement | null)?.blur(); // A list with the focus in it stands still.
    } else this.#looked.hold(journey, performance.now());
    this.#draw(performance.now());
  }

  #draw(now: number): void {
    const looked = this.#looked;
    const serverTime = this.#journeys.serverTime(now);
    const asked = [...this.#journeys.newest()].filter((journey) => !isAside(journey));
    const fault = this.#faultShown();
    looked.follow(asked.find(({ met }) => met.some(({ name }) => name === fault)) ?? asked[0], now);
    if (!this.#list.isInUse) this.#list.show(asked, this.#journeys.restarts);
    this.#list.draw(looked.isHeld ? looked.journey : undefined, looked.journey, serverTime);
    if (looked.refresh(serverTime) && looked.chart !== undefined) {
      this.#chart.show(compactOf(looked.chart));
      this.#chart.showPosition(looked.chart.to);
    }
    const { journey } = looked;
    byId("watch-empty").hidden = journey !== undefined;
    byId("watched").hidden = journey === undefined;
    if (journey === undefined) return;
    setText(byId("watch-title"), titleOf(journey));
    setText(byId("watch-alarm"), alarmOf(journey, serverTime, this.#clients));
  }
}
