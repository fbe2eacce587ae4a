// The presenter's part of the guide, served for one test over a shop in a process of its own.

import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { Classroom } from "../../../src/guide/class/classroom.ts";
import { PresenterKey } from "../../../src/guide/class/key.ts";
import { addPresenter } from "../../../src/guide/class/presenter.ts";
import { clientCode } from "../../../src/guide/client-code.ts";
import { Faults } from "../../../src/guide/faults/control.ts";
import { Hub } from "../../../src/guide/live/hub.ts";
import type { Restart } from "../../../src/guide/live/messages.ts";
import { ownHost } from "../../../src/guide/own-host.ts";
import { files, securityHeaders } from "../../../src/index.ts";
import { serve } from "../../support/app.ts";
import { forkedShop } from "../faults/forked-shop.ts";
import { batchOf, type Story } from "../map/story.ts";

const ASSETS = fileURLToPath(new URL("../../../src/guide/public", import.meta.url));
export const ADDRESSES = [
  { address: "192.168.178.123", card: "wlan0", isVirtual: false },
  { address: "172.17.0.1", card: "docker0", isVirtual: true },
];

export async function presentSite(
  t: TestContext,
  { data = "memory", inClass = true }: { data?: "memory" | "file"; inClass?: boolean } = {},
) {
  const shop = await forkedShop(t, data);
  const faults = new Faults(shop);
  const classroom = new Classroom(shop);
  const key = new PresenterKey();
  t.after(async () => {
    classroom.end();
    await faults.end();
  });
  const hub = new Hub();
  hub.add("map-shop", { snapshot: () => [] });
  const place = () => ({ port: shop.state.port ?? 0, addresses: ADDRESSES });
  const served = await serve(t, (app) => {
    app.use(ownHost(), securityHeaders());
    app.use("/assets", files(ASSETS));
    app.use("/client", clientCode());
    addPresenter(app, hub, { shop, faults, inClass: inClass ? { classroom, key, place } : undefined });
  });
  const shopUrl = () => `http://127.0.0.1:${shop.state.port}`;
  return {
    ...served,
    shop,
    faults,
    classroom,
    key,
    shopUrl,
    /** Says what the tracer of the shop would. */
    tell: (...stories: Story[]) =>
      hub.publish("map-shop", "trace", { server: "shop", batch: batchOf(stories), isPast: false }),
    restart: (restart: Restart) => hub.publish("map-shop", "restart", { server: "shop", restart }),
    entry: `${served.url}/present?key=${key.value}`,
  };
}
