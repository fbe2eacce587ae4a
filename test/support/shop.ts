// SuperCoolShop, served for one test.

import type { TestContext } from "node:test";
import { createShop } from "../../src/shop/shop.ts";
import { serveApp, type TestApp } from "./app.ts";

/** Serves the shop and returns what asks it. */
export async function askShop(t: TestContext): Promise<TestApp["ask"]> {
  return (await serveApp(t, createShop)).ask;
}
