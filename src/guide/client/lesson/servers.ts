// The servers on the workbench: how each stands, and its buttons.

import type { ServerState } from "../../live/messages.ts";
import { ask } from "../ask.ts";
import { element, setText } from "../dom.ts";

/** Returns the function that shows how they stand. */
export function watchServers(): (servers: readonly ServerState[]) => void {
  const items = new Map<string, HTMLElement>();
  for (const item of document.querySelectorAll<HTMLElement>("[data-server]")) {
    const name = item.dataset.server ?? "";
    items.set(name, item);
    for (const button of item.querySelectorAll<HTMLButtonElement>("[data-do]")) {
      button.addEventListener("click", async () => {
        const outcome = await ask(`/api/servers/${name}/${button.dataset.do}`);
        if ("fault" in outcome) setText(item.querySelector(".state"), outcome.fault);
      });
    }
  }
  return (servers) => {
    for (const state of servers) {
      const item = items.get(state.name);
      if (item !== undefined) show(item, state);
    }
  };
}

function show(item: HTMLElement, state: ServerState): void {
  item.dataset.status = state.status;
  setText(item.querySelector(".file"), state.file ?? "");
  const line = item.querySelector(".state");
  if (state.status === "listening") {
    const link = element("a", "", `http://localhost:${state.port}`);
    link.href = `http://localhost:${state.port}/`;
    link.target = "_blank";
    line?.replaceChildren("listens on ", link, ...restarted(state));
  } else setText(line, inWords(state));
  const isOn = state.status === "listening" || state.status === "starting";
  for (const button of item.querySelectorAll<HTMLButtonElement>("[data-do]")) {
    const isStart = button.dataset.do === "start";
    button.disabled = state.status === "absent" || (isStart ? isOn : !isOn && state.status !== "crashed");
  }
}

function restarted({ restarts = 0, reason }: ServerState): string[] {
  return restarts === 0
    ? []
    : [`, started again ${restarts === 1 ? "once" : `${restarts} times`}. ${reason ?? ""}`];
}

function inWords({ name, status, reason }: ServerState): string {
  switch (status) {
    case "starting":
      return "starts …";
    case "crashed":
      return `does not run. ${reason ?? ""}`;
    case "absent":
      return name === "shop" ? "is not here. Start it with npm start." : "comes with a lesson. Open one.";
    default:
      return `is stopped. ${reason ?? ""}`;
  }
}
