// The request map comes to life. What comes is put together at once, and drawn once a frame at most; nothing is drawn
// while nobody can see it.

import type { LiveEvents, SentExchange, ServerName, ServerState } from "../../live/messages.ts";
import { ask } from "../ask.ts";
import { byId, setText } from "../dom.ts";
import { connect } from "../live.ts";
import { Clients } from "./clients.ts";
import { Detail } from "./detail.ts";
import { fits, isAside } from "./filter.ts";
import { FilterForm } from "./filter-form.ts";
import { ms } from "./format.ts";
import type { Journey } from "./journey.ts";
import { Journeys } from "./journeys.ts";
import { listenToKeys } from "./keys.ts";
import { List } from "./list.ts";
import { Looked } from "./looked.ts";
import { stationAt } from "./moments.ts";
import { Nine } from "./nine.ts";
import { showServer } from "./server-state.ts";
import { Stage } from "./stage.ts";

/** The list and the details are drawn anew so often; milliseconds. Tokens move in each frame. */
const SLOW = 120;
/** What waits shows for how long it does; milliseconds. */
const TICK = 250;

const root = byId("map");
const server = root.dataset.server as ServerName;
const target = root.dataset.target ?? "/";

const journeys = new Journeys();
const clients = new Clients();
const looked = new Looked();
const stage = new Stage(byId("stage"), byId("tokens"), clients);
const nine = new Nine(root, byId("caption"), () => schedule());
const detail = new Detail(clients, nine);
const list = new List(byId("rows"), clients, (journey) => toggleHold(journey));
const form = new FilterForm(byId<HTMLFormElement>("filter"), clients, () => refill(true));

let isPaused = false;
let isScheduled = false;
let drawnAt = Number.NEGATIVE_INFINITY;
let drawnVersion = -1;
/** Of the requests, when the list was filled last. */
let filledVersion = -1;
let isConnected = false;

connect([`map-${server}`, "servers", "clients"], {
  hello: () => {
    if (isConnected) journeys.closeOpen();
    isConnected = true;
    schedule();
  },
  servers: (states) => onServers(states),
  clients: (numbered) => {
    clients.tell(numbered);
    schedule();
  },
  trace: (told) => onTrace(told),
});
setInterval(() => {
  journeys.closeSilent(performance.now());
  if (journeys.size > 0) schedule();
}, TICK);
document.addEventListener("visibilitychange", () => {
  // What came meanwhile has long been answered.
  if (document.hidden) stage.clear();
  else schedule();
});

function onTrace({ server: from, batch }: LiveEvents["trace"]): void {
  if (from !== server) return;
  const now = performance.now();
  const begun = batch.events.filter(
    ({ type, id }) => type === "request" && journeys.get(`${batch.life}#${id}`) === undefined,
  );
  journeys.add(batch, now);
  if (!isPaused && !document.hidden) {
    for (const { id } of begun) {
      const journey = journeys.get(`${batch.life}#${id}`);
      if (journey !== undefined && fits(journey, form.filter)) stage.setOff(journey);
    }
  }
  schedule();
}

function onServers(states: readonly ServerState[]): void {
  const state = states.find(({ name }) => name === server);
  if (state === undefined) return;
  if (state.status === "stopped" || state.status === "crashed") journeys.stop();
  showServer(state);
  schedule();
}

function schedule(): void {
  if (isScheduled || document.hidden) return;
  isScheduled = true;
  requestAnimationFrame((now) => {
    isScheduled = false;
    draw(now);
    if (stage.isMoving || looked.replay?.isPlaying) schedule();
  });
}

function draw(now: number): void {
  const serverTime = journeys.serverTime(now);
  const isPlaying = looked.replay?.isPlaying ?? false;
  looked.replay?.advance(now);
  if (now - drawnAt >= SLOW) drawSlow(now, serverTime);
  if (isPlaying || now === drawnAt) detail.drawPosition(looked);
  drawStage(now, serverTime);
}

/** What need not move in each frame. */
function drawSlow(now: number, serverTime: number): void {
  drawnAt = now;
  byId("work").hidden = journeys.size === 0;
  byId("empty").hidden = journeys.size > 0;
  if (journeys.version !== drawnVersion) {
    drawnVersion = journeys.version;
    if (!isPaused && !list.isInUse) refill(false);
    if (!isPaused) looked.follow(newest(), now);
  }
  list.draw(looked.isHeld ? looked.journey : undefined, looked.journey, serverTime);
  if (looked.refresh(serverTime)) detail.draw(looked, serverTime);
  showCounts(now);
}

function drawStage(now: number, serverTime: number): void {
  const { journey, moments, position, isHeld } = looked;
  stage.hold(isHeld ? journey : undefined, isHeld ? stationAt(moments, position) : "client", now);
  stage.draw(now, serverTime);
  stage.describe(journey, moments, position);
  if (!nine.isPointing) caption();
}

/** A sentence below the map: where the held request is. It is spoken when somebody goes step by step. */
function caption(): void {
  const line = byId("caption");
  const { journey, moments, position, isHeld, replay } = looked;
  const isSpoken = isHeld && !replay?.isPlaying;
  if (line.ariaLive !== (isSpoken ? "polite" : "off")) line.ariaLive = isSpoken ? "polite" : "off";
  if (journey === undefined || !isHeld) {
    setText(
      line,
      "Requests travel here so slowly that the eye can follow; the times are the true ones. Point at a number to see what happens there.",
    );
    return;
  }
  const moment = moments.findLast(({ at }) => at <= position);
  if (moment !== undefined) setText(line, `${ms(moment.at - journey.begin)} · ${moment.text}`);
}

/** @param isAsked the filter has changed, so the list must, too */
function refill(isAsked: boolean): void {
  filledVersion = journeys.version;
  list.show(matching());
  if (isAsked) {
    looked.follow(newest(), Number.POSITIVE_INFINITY);
    drawnAt = Number.NEGATIVE_INFINITY;
    schedule();
  }
}

function* matching(): Generator<Journey> {
  for (const journey of journeys.newest()) if (fits(journey, form.filter)) yield journey;
}

/** The newest that somebody has asked for: a style sheet is followed only where there is nothing else. */
function newest(): Journey | undefined {
  let any: Journey | undefined;
  for (const journey of matching()) {
    if (!isAside(journey)) return journey;
    any ??= journey;
  }
  return any;
}

function showCounts(now: number): void {
  const { seen, traced } = journeys.rates(now);
  const sample = byId("sample");
  sample.hidden = seen <= traced;
  const number = (value: number) => Math.round(value).toLocaleString("en");
  if (!sample.hidden) {
    setText(
      sample,
      `This is a sample: ${number(traced)} of ${number(seen)} requests a second are told step by step.`,
    );
  }
  byId("nothing").hidden = list.shown.length > 0;
  const isBehind = journeys.version !== filledVersion;
  const state = isPaused
    ? isBehind
      ? "Paused. Others have come meanwhile."
      : "Paused."
    : isBehind && list.isInUse
      ? "The list stands still while you are in it."
      : `The newest ${list.shown.length}`;
  setText(byId("list-state"), state);
  form.showClients(journeys.clients());
}

function toggleHold(journey: Journey | undefined): void {
  if (journey === undefined) return;
  if (looked.isHeld && looked.journey === journey) looked.release();
  else looked.hold(journey, performance.now());
  redraw();
}

/** Draws all of it in the next frame. */
function redraw(): void {
  drawnAt = Number.NEGATIVE_INFINITY;
  schedule();
}

/** A replay is of a request that is held. */
function withReplay(act: (replay: NonNullable<Looked["replay"]>, now: number) => void): void {
  const { journey, replay } = looked;
  if (journey === undefined || replay === undefined) return;
  const now = performance.now();
  looked.hold(journey, now);
  act(replay, now);
  redraw();
}

function playOrPause(): void {
  withReplay((replay, now) => (replay.isPlaying ? replay.pause(now) : replay.play(now)));
}

function pauseAll(): void {
  isPaused = !isPaused;
  byId("pause").setAttribute("aria-pressed", String(isPaused));
  if (isPaused) stage.clear();
  drawnVersion = -1;
  redraw();
}

async function send(): Promise<void> {
  const note = byId("send-note");
  setText(note, "");
  if (isPaused) pauseAll();
  looked.expect();
  const outcome = await ask<SentExchange>(`/api/servers/${server}/send`, {
    method: "GET",
    target,
    headers: { Accept: "text/html", "User-Agent": "Roundtrip" },
  });
  if ("fault" in outcome) setText(note, outcome.fault);
  else setText(note, outcome.value.note ?? `The client waited ${ms(outcome.value.took)} for the response.`);
}

const onClick = (id: string, act: () => void) => byId(id).addEventListener("click", act);
const step = (direction: 1 | -1) => withReplay((replay) => replay.step(direction));
const changeSpeed = (direction: 1 | -1) => withReplay((replay, now) => replay.changeSpeed(direction, now));
const showKeys = () => byId<HTMLDialogElement>("keys").showModal();
onClick("send", () => void send());
onClick("show-keys", showKeys);
onClick("pause", pauseAll);
onClick("hold", () => toggleHold(looked.journey));
onClick("play", playOrPause);
onClick("step-back", () => step(-1));
onClick("step-on", () => step(1));
onClick("slower", () => changeSpeed(-1));
onClick("faster", () => changeSpeed(1));
byId<HTMLInputElement>("seek").addEventListener("input", ({ target }) => {
  const part = Number((target as HTMLInputElement).value) / 1_000;
  withReplay((replay, now) => {
    replay.pause(now);
    const { from, to } = looked.chart ?? { from: 0, to: 0 };
    replay.seek(from + (to - from) * part);
  });
});
listenToKeys({
  move: (direction) => list.move(direction),
  hold: () => toggleHold(looked.journey),
  release: () => {
    looked.release();
    nine.choose(undefined);
    redraw();
  },
  playOrPause: () => (looked.isHeld ? playOrPause() : pauseAll()),
  step,
  changeSpeed,
  pointAt: (number) => nine.choose(number),
  toFilter: () => form.focus(),
  showKeys,
});
