// The guide: the app that shows the lessons and the traced servers in a browser.

import { fileURLToPath } from "node:url";
import { type App, createApp, files, html, securityHeaders } from "../index.ts";
import { clientCode } from "./client-code.ts";
import { ownHost } from "./own-host.ts";
import type { Supervised } from "./servers/supervised.ts";

const ASSETS = fileURLToPath(new URL("./public", import.meta.url));

export interface GuideOptions {
  readonly servers: readonly Supervised[];
}

export function createGuide({ servers }: GuideOptions): App {
  const app = createApp();
  app.use(ownHost(), securityHeaders());
  app.use("/assets", files(ASSETS));
  app.use("/client", clientCode());
  app.get("/", (_req, res) => {
    const items = servers.map(({ name, state }) => html`<li>${name}: ${state.status}</li>`);
    res.html(html`<!doctype html><title>Roundtrip</title><ul>${items}</ul>`);
  });
  return app;
}
