// The request map of servers that run: the shop, and the worked example of a lesson, which is made with node:http.

import assert from "node:assert/strict";
import { superviseShop } from "../../../src/cli/supervise-shop.ts";
import { openGuide } from "../site.ts";
import { browserTest, LOST_STREAM, openPage } from "./open-page.ts";

const EXPECTED = { expected: LOST_STREAM };

browserTest("a request to the shop goes its whole way on the map", async (t) => {
  const shop = superviseShop({
    port: 0,
    host: "127.0.0.1",
    data: "memory:",
    products: 0,
    command: "npm start",
    isClass: false,
  });
  t.after(() => shop.stop());
  await shop.start();
  const { url } = await openGuide(t, "", shop);
  const page = await openPage(t, `${url}/map/shop`, EXPECTED);
  await page.locator("#server-state", { hasText: `localhost:${shop.state.port}` }).waitFor();
  await page.click("#send");
  await page.locator(".row", { hasText: "/products/66432" }).click();
  await page.locator("#card-route-body", { hasText: "GET /products/:id matched." }).waitFor();
  await page.locator("#card-store-body", { hasText: "products.get" }).waitFor();
  await page.locator("#card-middleware-body", { hasText: "securityHeaders" }).waitFor();
  await page.locator("#card-response-body", { hasText: "HTTP/1.1 200 OK" }).waitFor();
  await page.locator("#waited", { hasText: /The client, here, waited [\d.,]+ ms/ }).waitFor();
  assert.match((await page.locator('.nine tr[data-step="6"] .time').textContent()) ?? "", /^[\d.]+ ms/);
});

browserTest("a server on node:http has a map too, which says what it is not told", async (t) => {
  const { url, post } = await openGuide(t);
  await post("/api/servers/example/start");
  const page = await openPage(t, `${url}/map/example`, EXPECTED);
  await page.locator("#server-state", { hasText: "listens on" }).waitFor();
  await page.click("#send");
  await page.locator(".row", { hasText: "200" }).click();
  await page.locator("#card-route-body", { hasText: "does not tell of routes" }).waitFor();
  await page.locator("#card-response-body", { hasText: /Answered at .+:\d+\.HTTP\/1\.1 200 OK/ }).waitFor();
  await page.locator('.nine tr[data-step="6"] .time', { hasText: "not told by this server" }).waitFor();
});

browserTest("where there is no such server, the map says what to do", async (t) => {
  const { url } = await openGuide(t, "");
  const page = await openPage(t, `${url}/map/shop`, EXPECTED);
  await page.locator("#server-state", { hasText: "Start it with npm start." }).waitFor();
  assert.equal(await page.locator("#send").isDisabled(), true);
  const unknown = await fetch(`${url}/map/nothing`);
  assert.equal(unknown.status, 404);
});
