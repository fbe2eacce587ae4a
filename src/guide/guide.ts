// The guide: the app that shows the lessons and the traced servers in a browser.

import { type App, createApp, html } from "../index.ts";
import type { Supervised } from "./servers/supervised.ts";

export interface GuideOptions {
  readonly servers: readonly Supervised[];
}

export function createGuide({ servers }: GuideOptions): App {
  const app = createApp();
  app.get("/", (_req, res) => {
    const items = servers.map(({ name, state }) => html`<li>${name}: ${state.status}</li>`);
    res.html(html`<!doctype html><title>Roundtrip</title><ul>${items}</ul>`);
  });
  return app;
}
