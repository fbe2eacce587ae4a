// SuperCoolShop, served for one test, over a store of its own.

import type { TestContext } from "node:test";
import { type Handler, openStore, type Store } from "../../src/index.ts";
import { openShopData, type ShopData } from "../../src/shop/records.ts";
import { fillShop } from "../../src/shop/seed.ts";
import { createShop } from "../../src/shop/shop.ts";
import { serveApp, type TestApp } from "./app.ts";

export interface TestShop extends TestApp {
  readonly data: ShopData;
}

/** Serves the shop, with the shipped catalogue unless a store is given. */
export async function serveShop(t: TestContext, store?: Store, before: Handler[] = []): Promise<TestShop> {
  const opened = store ?? (await openStore("memory:"));
  const data = openShopData(opened);
  if (store === undefined) await fillShop(data);
  const served = await serveApp(t, (options) => createShop(opened, { ...options, before }));
  t.after(() => opened.close());
  return { ...served, data };
}

/** Serves the shop and returns what asks it. */
export async function askShop(t: TestContext): Promise<TestApp["ask"]> {
  return (await serveShop(t)).ask;
}

/** The options of a request that sends a value as JSON. */
export function jsonBody(value: unknown, headers: Record<string, string> = {}) {
  return { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}

/** The options of a request as a browser sends a form of the shop's own page. */
export function formBody(fields: Record<string, string>, headers: Record<string, string> = {}) {
  return {
    headers: {
      accept: "text/html",
      "content-type": "application/x-www-form-urlencoded",
      "sec-fetch-site": "same-origin",
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  };
}
