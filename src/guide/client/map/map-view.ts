// The page as a whole: what has come, what of it is shown, and when it is drawn. What comes is put together at once,
// and drawn once a frame at most; nothing is drawn while nobody can see it.

import type { Restart, ServerState } from "../../live/messages.ts";
import type { TraceBatch } from "../../trace/events.ts";
import { byId } from "../dom.ts";
import { Clients, type NumberedClient } from "./clients.ts";
import { Detail } from "./detail.ts";
import { fits, isAside } from "./filter.ts";
import { FilterForm } from "./filter-form.ts";
import type { Journey } from "./journey.ts";
import { Journeys } from "./journeys.ts";
import { List } from "./list.ts";
import { Looked } from "./looked.ts";
import { stationAt } from "./moments.ts";
import { Nine } from "./nine.ts";
import type { Replay } from "./replay.ts";
import { Sent } from "./sent.ts";
import { showServer } from "./server-state.ts";
import { Stage } from "./stage.ts";
import { showCaption, showListState, showSample } from "./words.ts";

/** The list and the details are drawn anew so often; milliseconds. Tokens move in each frame. */
const SLOW = 120;
/** What waits shows for how long it does; milliseconds. */
const TICK = 250;

export class MapView {
  readonly form: FilterForm;
  readonly list: List;
  readonly nine: Nine;
  readonly looked = new Looked();
  readonly #journeys = new Journeys();
  readonly #clients = new Clients();
  readonly #stage: Stage;
  readonly #detail: Detail;
  #isPaused = false;
  #isScheduled = false;
  #drawnAt = Number.NEGATIVE_INFINITY;
  /** Of the requests, when the list was filled last. */
  #filledVersion = -1;
  #hasConnected = false;
  /** What this page has sent last. */
  #sent: Sent | undefined;

  constructor(root: HTMLElement) {
    this.#stage = new Stage(byId("stage"), byId("tokens"), this.#clients);
    this.nine = new Nine(root, byId("caption"), () => this.#schedule());
    this.#detail = new Detail(this.#clients, this.nine);
    this.list = new List(byId("rows"), this.#clients, (journey) => this.toggleHold(journey));
    this.form = new FilterForm(byId<HTMLFormElement>("filter"), this.#clients, () => this.#onFilter());
    setInterval(() => {
      this.#journeys.closeSilent(performance.now());
      if (this.#journeys.size > 0) this.#schedule();
    }, TICK);
    document.addEventListener("visibilitychange", () => {
      // What came meanwhile has long been answered.
      if (document.hidden) this.#stage.clear();
      else this.#schedule();
    });
    this.#schedule();
  }

  /** The stream is there, for the first time or again. */
  onHello(): void {
    if (this.#hasConnected) this.#journeys.closeOpen();
    this.#hasConnected = true;
    this.#schedule();
  }

  onServer(state: ServerState): void {
    if (state.status !== "listening") this.#journeys.stop();
    showServer(state);
    this.#schedule();
  }

  onRestart(restart: Restart): void {
    this.#journeys.restart(restart);
    this.#schedule();
  }

  onClients(clients: readonly NumberedClient[]): void {
    this.#clients.tell(clients);
    this.#schedule();
  }

  /** @param isPast it came before the page did: it is in the list, and travels no more */
  onTrace(batch: TraceBatch, isPast = false): void {
    const keyOf = (id: number) => `${batch.life}#${id}`;
    const begun = batch.events.filter(
      ({ type, id }) => type === "request" && this.#journeys.get(keyOf(id)) === undefined,
    );
    const now = performance.now();
    this.#journeys.add(batch, now);
    for (const { id } of isPast ? [] : begun) {
      const journey = this.#journeys.get(keyOf(id));
      if (journey !== undefined && this.#sent?.isFound(journey)) this.looked.followSent(journey, now);
    }
    if (!isPast && !this.#isPaused && !document.hidden) {
      for (const { id } of begun) {
        const journey = this.#journeys.get(keyOf(id));
        if (journey !== undefined && fits(journey, this.form.filter)) this.#stage.setOff(journey, now);
      }
    }
    this.#schedule();
  }

  /** This page sends a request. Returns what to call with the time that the client waited for its response. */
  expectSent(target: string): (waited: number) => void {
    const sent = new Sent(target);
    this.#sent = sent;
    this.looked.expect(performance.now());
    this.pause(false);
    return (waited) => {
      sent.waited = waited;
      this.#redraw();
    };
  }

  toggleHold(journey: Journey | undefined): void {
    if (journey === undefined) return;
    if (this.looked.isHeld && this.looked.journey === journey) this.looked.release();
    else this.looked.hold(journey, performance.now());
    this.#redraw();
  }

  release(): void {
    this.looked.release();
    this.#redraw();
  }

  /** A replay is of a request that is held. */
  replay(act: (replay: Replay, now: number) => void): void {
    const { journey, replay } = this.looked;
    if (journey === undefined || replay === undefined) return;
    const now = performance.now();
    this.looked.hold(journey, now);
    act(replay, now);
    this.#redraw();
  }

  /** Lets all stand still, or go on. What comes meanwhile is kept. */
  pause(isPaused = !this.#isPaused): void {
    this.#isPaused = isPaused;
    byId("pause").setAttribute("aria-pressed", String(isPaused));
    if (isPaused) this.#stage.clear();
    this.#redraw();
  }

  #onFilter(): void {
    this.#fill();
    this.looked.follow(this.#newest(), Number.POSITIVE_INFINITY);
    this.#redraw();
  }

  /** Draws all of it in the next frame. */
  #redraw(): void {
    this.#drawnAt = Number.NEGATIVE_INFINITY;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled || document.hidden) return;
    this.#isScheduled = true;
    requestAnimationFrame((now) => {
      this.#isScheduled = false;
      if (document.hidden) return; // It was hidden before the frame came.
      this.#draw(now);
      if (this.#stage.isMoving || this.looked.replay?.isPlaying) this.#schedule();
    });
  }

  #draw(now: number): void {
    const serverTime = this.#journeys.serverTime(now);
    const wasPlaying = this.looked.replay?.isPlaying ?? false;
    this.looked.replay?.advance(now);
    const isTime = now - this.#drawnAt >= SLOW;
    if (isTime) this.#drawSlow(now, serverTime);
    if (isTime || wasPlaying) this.#detail.drawPosition(this.looked);
    const { journey, moments, position, isHeld } = this.looked;
    this.#stage.hold(isHeld ? journey : undefined, stationAt(moments, position), now);
    this.#stage.draw(now, serverTime);
    this.#stage.describe(journey, moments, position);
    if (!this.nine.isPointing) showCaption(this.looked);
  }

  /** What need not be drawn in each frame. */
  #drawSlow(now: number, serverTime: number): void {
    this.#drawnAt = now;
    const { looked, list } = this;
    byId("work").hidden = this.#journeys.size === 0;
    byId("empty").hidden = this.#journeys.size > 0;
    byId("stage").classList.toggle("has-requests", this.#journeys.size > 0);
    // Also when nothing has come: the time to read the one before may be over.
    if (!this.#isPaused) looked.follow(this.#newest(), now);
    if (this.#journeys.version !== this.#filledVersion && !this.#isPaused && !list.isInUse) this.#fill();
    if (looked.refresh(serverTime)) this.#detail.draw(looked, serverTime);
    this.#detail.drawWaited(this.#sent?.waitedFor(looked.journey));
    list.draw(looked.isHeld ? looked.journey : undefined, looked.journey, serverTime);
    this.#drawCounts(now);
  }

  #drawCounts(now: number): void {
    showSample(this.#journeys.rates(now));
    const { shown, isInUse } = this.list;
    const isBehind = this.#journeys.version !== this.#filledVersion;
    showListState({ isPaused: this.#isPaused, isBehind, isInUse, count: shown.length });
    this.form.showClients(this.#journeys.clients());
  }

  #fill(): void {
    this.#filledVersion = this.#journeys.version;
    this.list.show(this.#matching(), this.#journeys.restarts);
  }

  *#matching(): Generator<Journey> {
    for (const journey of this.#journeys.newest()) if (fits(journey, this.form.filter)) yield journey;
  }

  /** The newest that somebody has asked for: a style sheet is followed only where there is nothing else. */
  #newest(): Journey | undefined {
    let any: Journey | undefined;
    for (const journey of this.#matching()) {
      if (!isAside(journey)) return journey;
      any ??= journey;
    }
    return any;
  }
}
