// A shop with faults, as its process has it, but here: what it is told, it is told directly.

import type { TestContext } from "node:test";
import type { FaultName } from "../../../src/guide/faults/faults.ts";
import { ShopFaults } from "../../../src/guide/faults/in-shop.ts";
import { openStore } from "../../../src/index.ts";
import { openShopData } from "../../../src/shop/records.ts";
import { fillShop } from "../../../src/shop/seed.ts";
import { createShop } from "../../../src/shop/shop.ts";
import { serveApp, type TestApp } from "../../support/app.ts";

export interface FaultyShop extends TestApp {
  readonly faults: ShopFaults;
  put(name: FaultName, on?: boolean): readonly FaultName[];
}

export async function faultyShop(
  t: TestContext,
  options: { slow?: number; responseTimeout?: number } = {},
): Promise<FaultyShop> {
  const { responseTimeout = 10_000 } = options;
  const faults = new ShopFaults(options);
  const store = await openStore("memory:", { before: faults.before });
  await fillShop(openShopData(store));
  const { aroundProduct } = faults;
  const served = await serveApp(t, (reporting) =>
    createShop(store, { ...reporting, responseTimeout, aroundProduct }),
  );
  t.after(() => store.close());
  return { ...served, faults, put: (name, on = true) => faults.hear({ type: "fault", name, on }).on };
}

export const PAGE = { headers: { accept: "text/html" } };
