// How the server of this map stands, and what to do when it does not run.

import type { ServerState } from "../../live/messages.ts";
import { byId, element, setText } from "../dom.ts";

export function showServer(state: ServerState): void {
  const { name, status, port, reason = "", restarts = 0, file } = state;
  const line = byId("server-state");
  const send = byId<HTMLButtonElement>("send");
  const link = byId<HTMLAnchorElement>("open-server");
  send.disabled = status !== "listening";
  setText(byId("server-name"), file === undefined ? "Server" : `Server: ${file}`);
  if (status !== "listening") {
    setText(line, inWords(name, status, reason));
    link.removeAttribute("href");
    return;
  }
  link.href = `http://localhost:${port}/`;
  const shown = element("a", "", `localhost:${port}`);
  shown.href = link.href;
  shown.target = "_blank";
  const again = restarts === 0 ? "" : `, started again ${restarts === 1 ? "once" : `${restarts} times`}`;
  if (line.textContent !== `listens on ${shown.textContent}${again}`)
    line.replaceChildren("listens on ", shown, again);
}

function inWords(name: ServerState["name"], status: ServerState["status"], reason: string): string {
  switch (status) {
    case "starting":
      return "starts …";
    case "crashed":
      return `does not run. ${reason}`;
    case "absent":
      return name === "shop"
        ? "The shop is not here. Start it with npm start."
        : "It comes with a lesson. Open one.";
    default:
      return `is stopped. ${name === "shop" ? "" : "Start it on the lesson's page. "}${reason}`;
  }
}
