// The request map, served for one test: what the tracer would tell is said by the test.

import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { clientCode } from "../../../src/guide/client-code.ts";
import { Hub } from "../../../src/guide/live/hub.ts";
import type { Restart, ServerState } from "../../../src/guide/live/messages.ts";
import type { FaultState } from "../../../src/guide/live/presenter.ts";
import { ownHost } from "../../../src/guide/own-host.ts";
import { mapPage } from "../../../src/guide/pages/map.ts";
import type { TraceBatch } from "../../../src/guide/trace/events.ts";
import { events, files, json, sameOrigin, securityHeaders } from "../../../src/index.ts";
import { serve } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { batchOf, type Story } from "./story.ts";

const ASSETS = fileURLToPath(new URL("../../../src/guide/public", import.meta.url));

export interface MapSite {
  readonly url: string;
  /** What the page has asked the guide to send. */
  readonly sent: unknown[];
  /** Resolves when a page listens. */
  watched(): Promise<void>;
  /** Says what the tracer would. */
  tell(...stories: Story[]): void;
  batch(batch: TraceBatch): void;
  state(state: Partial<ServerState>): void;
  restart(restart: Restart): void;
  faults(list: readonly FaultState[]): void;
  /** What the page has asked of the faults: "PUT throw {"on":false}". */
  readonly asked: string[];
  clients(clients: readonly { address: string; number: number; colour: number }[]): void;
  /** Ends all streams: the pages connect again. */
  drop(): void;
}

export async function mapSite(t: TestContext): Promise<MapSite> {
  const hub = new Hub();
  const sent: unknown[] = [];
  const asked: string[] = [];
  let isWatched = false;
  let shop: ServerState = { name: "shop", status: "listening", port: 3_000 };
  const streams = new Set<{ close(): void }>();
  hub.add("map-shop", {
    snapshot: () => [],
    onWatched: (on) => {
      isWatched = on;
    },
  });
  hub.add("servers", { snapshot: () => [{ event: "servers", data: [shop] }] });
  hub.add("clients", { snapshot: () => [] });
  hub.add("faults", { snapshot: () => [] });
  const { url } = await serve(t, (app) => {
    app.use(ownHost(), securityHeaders(), sameOrigin());
    app.use("/assets", files(ASSETS));
    app.use("/client", clientCode());
    app.get("/map/shop", (_req, res) => {
      res.html(mapPage({ server: "shop" }));
    });
    app.get(
      "/live",
      events(
        (stream, req) => {
          streams.add(stream);
          stream.send({ instance: "1" }, { event: "hello" });
          const leave = hub.join(stream, (req.query.get("topics") ?? "").split(","));
          return () => {
            streams.delete(stream);
            leave();
          };
        },
        { retry: 50 },
      ),
    );
    app.put("/present/api/faults/:name", json(), (req, res) => {
      asked.push(`PUT ${req.params.name} ${JSON.stringify(req.body)}`);
      res.json({});
    });
    app.post("/api/servers/shop/send", json(), (req, res) => {
      sent.push(req.body);
      res.json({ sent: "", received: "", took: 12.34, differences: [] });
    });
  });
  const batch = (told: TraceBatch) => hub.publish("map-shop", "trace", { server: "shop", batch: told });
  return {
    url: `${url}/map/shop`,
    sent,
    asked,
    watched: () => eventually(() => isWatched, "a page that listens"),
    tell: (...stories) => batch(batchOf(stories)),
    batch,
    state: (state) => {
      shop = { ...shop, ...state };
      hub.publish("servers", "servers", [shop]);
    },
    restart: (restart) => hub.publish("map-shop", "restart", { server: "shop", restart }),
    faults: (list) => hub.publish("faults", "faults", list),
    clients: (clients) => hub.publish("clients", "clients", clients),
    drop: () => {
      for (const stream of streams) stream.close();
    },
  };
}
