// The presenter's page comes to life: slides, their keys, and what is live on them.

import type { PresenterEvents } from "../../live/presenter.ts";
import { setText } from "../dom.ts";
import { listen } from "../live.ts";
import { ask } from "./ask.ts";
import { ClientList } from "./clients.ts";
import { FaultButtons } from "./faults.ts";
import { Slides } from "./slides.ts";
import { Watch } from "./watch.ts";

const faults = new FaultButtons();
const clients = new ClientList();
const slides = new Slides({
  onForward: (slide) => faults.forward(slide),
  onBack: (slide) => faults.back(slide),
});
const watch = new Watch(() => faults.nameOn(slides.current));

document.getElementById("reset")?.addEventListener("click", async () => {
  say("reset-state", "");
  say("reset-state", (await ask("POST", "/reset")) ?? "Done: the catalogue is as it was at the beginning.");
});

listen<PresenterEvents>("/present/live", {
  hello: () => watch.onHello(),
  shop: ({ isThere }) => {
    say("shop-state", isThere ? "" : "The shop does not listen at the moment.");
    watch.onShop(isThere);
  },
  faults: (list) => faults.show(list),
  clients: (list) => {
    clients.show(list);
    watch.onClients(list);
  },
  trace: ({ batch }) => watch.onTrace(batch),
  restart: ({ restart }) => watch.onRestart(restart),
});

function say(id: string, text: string): void {
  setText(document.getElementById(id), text);
}
