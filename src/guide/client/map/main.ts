// The request map comes to life: its stream, its buttons and its keys.

import type { SentExchange, ServerName } from "../../live/messages.ts";
import { ask } from "../ask.ts";
import { byId, setText } from "../dom.ts";
import { connect } from "../live.ts";
import { MapFaults } from "./faults.ts";
import { type KeyActions, listenToKeys } from "./keys.ts";
import { MapView } from "./map-view.ts";

const root = byId("map");
const server = root.dataset.server as ServerName;
const view = new MapView(root);
const faults = new MapFaults(byId("faults"), byId("stage"));

connect([`map-${server}`, "servers", "clients", ...(server === "shop" ? ["faults"] : [])], {
  hello: () => view.onHello(),
  servers: (states) => {
    const state = states.find(({ name }) => name === server);
    if (state !== undefined) view.onServer(state);
  },
  faults: (list) => faults.show(list),
  clients: (clients) => view.onClients(clients),
  restart: ({ restart }) => view.onRestart(restart),
  trace: ({ server: from, batch, isPast }) => {
    if (from === server) view.onTrace(batch, isPast);
  },
});

const playOrPause = (): void =>
  view.replay((replay, now) => (replay.isPlaying ? replay.pause(now) : replay.play(now)));
const step = (direction: 1 | -1) => view.replay((replay) => replay.step(direction));
const changeSpeed = (direction: 1 | -1) => view.replay((replay, now) => replay.changeSpeed(direction, now));
const showKeys = () => byId<HTMLDialogElement>("keys").showModal();
const toggleHold = () => view.toggleHold(view.looked.journey);

const buttons: Record<string, () => void> = {
  send: () => void send(),
  "show-keys": showKeys,
  pause: () => view.pause(),
  hold: toggleHold,
  play: playOrPause,
  "step-back": () => step(-1),
  "step-on": () => step(1),
  slower: () => changeSpeed(-1),
  faster: () => changeSpeed(1),
};
for (const [id, act] of Object.entries(buttons)) byId(id).addEventListener("click", act);
byId<HTMLInputElement>("seek").addEventListener("input", ({ target }) => {
  const part = Number((target as HTMLInputElement).value) / 1_000;
  view.replay((replay, now) => {
    replay.pause(now);
    replay.seekPart(part);
  });
});
const actions: KeyActions = {
  move: (direction) => view.list.move(direction),
  hold: toggleHold,
  release: () => {
    view.nine.choose(undefined);
    view.release();
  },
  playOrPause: () => (view.looked.isHeld ? playOrPause() : view.pause()),
  step,
  changeSpeed,
  pointAt: (number) => view.nine.choose(number),
  toFilter: () => view.form.focus(),
  showKeys,
};
listenToKeys(actions, byId<HTMLInputElement>("character-keys"));

/** The guide sends it, as a client that accepts pages; what comes of it is on the map. */
async function send(): Promise<void> {
  const { target = "/" } = root.dataset;
  setText(byId("send-note"), "");
  const hasWaited = view.expectSent(target);
  const outcome = await ask<SentExchange>(`/api/servers/${server}/send`, {
    method: "GET",
    target,
    headers: { Accept: "text/html", "User-Agent": "Roundtrip" },
  });
  const note = "fault" in outcome ? outcome.fault : (outcome.value.note ?? "");
  setText(byId("send-note"), note);
  if ("value" in outcome && note === "") hasWaited(outcome.value.took);
}
