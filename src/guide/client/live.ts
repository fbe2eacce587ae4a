// The page's event stream: one for all that is live on it, since a browser opens six connections to a host at most.
// When it is lost the browser connects again by itself, and the guide says anew how things stand.

import type { LiveEvents } from "../live/messages.ts";
import { setText } from "./dom.ts";

const LOST =
  "The guide does not answer. Is it still running in the terminal? This page goes on when it is back.";

export type Handlers<Events = LiveEvents> = {
  readonly [Event in keyof Events]?: (data: Events[Event]) => void;
};

/** Listens to topics ("desk", "servers", "output", "map-shop", ...), until the page is left. */
export function connect(topics: readonly string[], handlers: Handlers): void {
  listen(`/live?topics=${topics.join(",")}`, handlers);
}

/** The same for a stream that has a URL of its own. */
export function listen<Events>(url: string, handlers: Handlers<Events>): void {
  let source = openSource(url, handlers, again);
  function again(): void {
    source = openSource(url, handlers, again);
  }
  // A page that is kept for "back" must not hold one of the six connections.
  addEventListener("pagehide", () => source.close(), { once: true });
  addEventListener("pageshow", (event) => event.persisted && location.reload(), { once: true });
}

/** @param again is called when it is time to try once more, because the browser has given up */
function openSource<Events>(url: string, handlers: Handlers<Events>, again: () => void): EventSource {
  const source = new EventSource(url);
  for (const [event, handle] of Object.entries(handlers) as [string, (data: unknown) => void][]) {
    source.addEventListener(event, (message) => handle(JSON.parse((message as MessageEvent<string>).data)));
  }
  source.addEventListener("open", () => showLost(""));
  source.addEventListener("error", async () => {
    showLost(LOST);
    // After an answer that is no stream the browser gives up, as when the guide was started again.
    if (source.readyState !== EventSource.CLOSED) return;
    showLost((await refusal(url)) ?? LOST);
    setTimeout(again, 1_000);
  });
  return source;
}

/** In front of a class each start has a new key. The browser does not say why there is no stream: the guide does. */
async function refusal(url: string): Promise<string | undefined> {
  try {
    const reply = await fetch(url);
    if (reply.status === 401 || reply.status === 403) {
      const { detail = "" } = (await reply.json()) as { detail?: string };
      return `${detail} Open it in another tab, and this page goes on by itself.`;
    }
    await reply.body?.cancel();
  } catch {
    // It does not answer at all.
  }
  return undefined;
}

/** The layout has a line for it, which screen readers speak. "" for a connection that is there. */
function showLost(text: string): void {
  const line = document.getElementById("connection");
  if (line === null) return;
  line.hidden = text === "";
  setText(line, text);
}
