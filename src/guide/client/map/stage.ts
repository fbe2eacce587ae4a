// The drawing on which requests travel: as they come, each slowed down so that the eye can follow it; and the one
// that is held, as its replay says.

import { setText } from "../dom.ts";
import type { Clients } from "./clients.ts";
import { isAside } from "./filter.ts";
import type { Boxes } from "./geometry.ts";
import type { Journey } from "./journey.ts";
import { type Moment, momentsOf, type Station, shortNameOfStep, wayOf } from "./moments.ts";
import { Token } from "./token.ts";

/** More do not travel at the same time: the rest is in the list. */
const MOST_TOKENS = 40;
/** From one place to the next, and what a token rests there; milliseconds. */
const HOP = 260;
const NETWORK_HOP = 420;
const REST = 90;
/** When so many travel they go faster, and the next ones set off one by one, or all would go in a heap. */
const MANY = 10;
const APART = 70;
/** After so long without a response it is marked; milliseconds. */
const PATIENCE = 600;

interface Traveller {
  readonly token: Token;
  journey: Journey | undefined;
  way: Station[];
  version: number;
  index: number;
  restsUntil: number;
}

export class Stage {
  readonly #root: HTMLElement;
  readonly #clients: Clients;
  readonly #places = new Map<Station, HTMLElement>();
  readonly #travellers: Traveller[] = [];
  readonly #held = new Token();
  readonly #isStill = matchMedia("(prefers-reduced-motion: reduce)");
  #boxes: Boxes | undefined;
  #lastSetOff = 0;

  constructor(root: HTMLElement, layer: HTMLElement, clients: Clients) {
    this.#root = root;
    this.#clients = clients;
    for (const place of root.querySelectorAll<HTMLElement>("[data-station]")) {
      this.#places.set(place.dataset.station as Station, place);
    }
    for (let i = 0; i < MOST_TOKENS; i++) {
      const token = new Token({ x: ((i * 7) % 5) * 11 - 22, y: ((i * 3) % 3) * 6 - 6 });
      this.#travellers.push({ token, journey: undefined, way: [], version: 0, index: 0, restsUntil: 0 });
      layer.append(token.element);
    }
    this.#held.element.classList.add("is-held");
    layer.append(this.#held.element);
    // Measured when the layout has changed, never while tokens move.
    new ResizeObserver(() => {
      this.#boxes = undefined;
    }).observe(root);
  }

  get isMoving(): boolean {
    return this.#held.isShown || this.#travellers.some(({ journey }) => journey !== undefined);
  }

  /** A request has come: its token sets off, if there is one left, and room for it. */
  setOff(journey: Journey, now: number): void {
    const free = this.#travellers.filter((traveller) => traveller.journey === undefined);
    const isCrowded = MOST_TOKENS - free.length >= MANY;
    if (free[0] === undefined || (isCrowded && now - this.#lastSetOff < APART)) return;
    this.#lastSetOff = now;
    this.#send(free[0], journey);
  }

  /** All that travels as it comes is taken from the map. */
  clear(): void {
    for (const traveller of this.#travellers) retire(traveller);
  }

  /** Shows the held request where it is. Undefined: none is held. */
  hold(journey: Journey | undefined, station: Station, now: number): void {
    const isNew = this.#root.classList.toggle("has-held", journey !== undefined) && !this.#held.isShown;
    if (journey === undefined) {
      this.#held.hide();
      return;
    }
    if (isNew) this.#held.appear(this.#clients.markOf(journey.address), station);
    this.#held.element.classList.add("is-held");
    const status = station === "response" || station === "client" ? statusOf(journey) : "";
    this.#held.say(status, classOf(journey));
    const boxes = this.#measure();
    if (this.#held.station !== station) this.#held.go(boxes, station, now, this.#isStill.matches ? 0 : HOP);
  }

  draw(now: number, serverTime: number): void {
    const boxes = this.#measure();
    const active = this.#travellers.filter(({ journey }) => journey !== undefined);
    for (const traveller of active) {
      this.#advance(traveller, boxes, now, active.length > MANY);
      if (traveller.journey === undefined) continue;
      mark(traveller, serverTime);
      traveller.token.draw(boxes, now);
    }
    if (this.#held.isShown) this.#held.draw(boxes, now);
  }

  /** What is written at the places: of the request that is looked at, as far as it has come. */
  describe(journey: Journey | undefined, moments: readonly Moment[], position: number): void {
    const texts = journey === undefined ? {} : textsOf(journey, position, this.#clients);
    const current = moments.findLast(({ at }) => at <= position)?.station;
    for (const [station, place] of this.#places) {
      setText(place.querySelector(".now"), texts[station] ?? "");
      place.classList.toggle("is-here", station === current && journey !== undefined);
    }
  }

  #send(free: Traveller, journey: Journey): void {
    free.journey = journey;
    free.version = -1;
    free.index = 0;
    free.way = ["client"];
    free.restsUntil = 0;
    free.token.appear(this.#clients.markOf(journey.address), "client");
    free.token.element.classList.toggle("aside", isAside(journey));
  }

  #advance(traveller: Traveller, boxes: Boxes, now: number, isCrowded: boolean): void {
    const { journey, token } = traveller;
    if (journey === undefined || token.isMoving(now) || now < traveller.restsUntil) return;
    if (traveller.version !== journey.version) {
      traveller.version = journey.version;
      traveller.way = wayOf(momentsOf(journey));
    }
    const next = traveller.way[traveller.index + 1];
    if (next === undefined) {
      if (journey.outcome !== "open") retire(traveller);
      return;
    }
    const isNetwork = next === "client" || token.station === "client";
    const full = isNetwork ? NETWORK_HOP : HOP;
    const duration = this.#isStill.matches ? 0 : isCrowded ? full / 2 : full;
    token.go(boxes, next, now, duration);
    if (next === "response") token.say(statusOf(journey), classOf(journey));
    traveller.index += 1;
    // Who wants no motion sees it stand at each place for as long as it would have travelled.
    traveller.restsUntil = now + (this.#isStill.matches ? full : duration) + REST;
  }

  #measure(): Boxes {
    if (this.#boxes !== undefined) return this.#boxes;
    const { left, top } = this.#root.getBoundingClientRect();
    const boxes: Partial<Record<Station, Boxes[Station]>> = {};
    for (const [station, place] of this.#places) {
      const { x, y, width, height } = place.getBoundingClientRect();
      boxes[station] = { x: x - left, y: y - top, width, height };
    }
    this.#boxes = boxes as Boxes;
    return this.#boxes;
  }
}

function retire(traveller: Traveller): void {
  traveller.journey = undefined;
  traveller.token.hide();
}

/** One that waits for its response, or has two, can be seen as such. */
function mark({ token, journey }: Traveller, serverTime: number): void {
  if (journey === undefined) return;
  const waits = journey.isWaiting && serverTime - journey.last > PATIENCE;
  token.element.classList.toggle("waits", waits);
  if (waits) token.say("no response yet", "bad");
  token.element.classList.toggle("twice", journey.again !== undefined);
}

function statusOf({ response, again }: Journey): string {
  if (again !== undefined) return `${response?.status ?? ""} twice`;
  return String(response?.status ?? "");
}

function classOf({ response, again }: Journey): string {
  return again !== undefined || (response?.status ?? 0) >= 400 ? "bad" : "";
}

function textsOf(journey: Journey, position: number, clients: Clients): Partial<Record<Station, string>> {
  const { request, route, response } = journey;
  const steps = [...journey.steps.values()].filter(({ begin }) => begin <= position);
  const operation = [...journey.operations.values()].findLast(({ begin }) => begin <= position);
  const middleware = steps.filter(({ kind }) => kind === "middleware");
  const handler = steps.findLast(({ kind }) => kind === "handler");
  const last = middleware.at(-1);
  const isReached = handler !== undefined || (response !== undefined && response.at <= position);
  return {
    client: clients.nameOf(journey.address),
    server: request === undefined ? "" : `${request.method} ${request.target}`,
    middleware: last === undefined ? "" : `${middleware.length}: ${shortNameOfStep(last)}`,
    route: route === undefined || !isReached ? "" : (route.route ?? "none fits"),
    handler: handler === undefined ? "" : shortNameOfStep(handler),
    store: operation === undefined ? "" : [operation.collection, operation.name].filter(Boolean).join("."),
    response: response === undefined || response.at > position ? "" : `${response.status} ${response.reason}`,
  };
}
