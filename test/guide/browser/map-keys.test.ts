// The map's keys that are a character can be switched off, and stay so.

import assert from "node:assert/strict";
import { mapSite } from "../map/map-site.ts";
import { productPage } from "../map/story.ts";
import { browserTest, LOST_STREAM, openPage, violations } from "./open-page.ts";

browserTest(
  "keys that are a character are switched off by a box, which is remembered; the others work on",
  async (t) => {
    const site = await mapSite(t);
    const page = await openPage(t, site.url, { expected: LOST_STREAM });
    await page.click("#show-keys");
    assert.deepEqual(await violations(page), []);
    await page.getByRole("checkbox", { name: /^Keys that are a character/ }).uncheck();
    await page.keyboard.press("Escape");
    await page.reload();
    await site.watched();
    const pressed = page.locator('.point[aria-pressed="true"]');
    await page.keyboard.press("5");
    await page.keyboard.press("?");
    assert.equal(await page.locator("#keys").isVisible(), false);
    site.tell(productPage({ id: 1 }));
    await page.locator("#detail-title", { hasText: "/products/66432" }).waitFor();
    await page.keyboard.press("Enter"); // What came after the digit has been done, so the digit has, too.
    await page.locator("#detail-mode", { hasText: "Held" }).waitFor();
    assert.equal(await pressed.count(), 0);
    await page.click("#show-keys");
    await page.getByRole("checkbox", { name: /^Keys that are a character/ }).check();
    await page.keyboard.press("Escape");
    await page.keyboard.press("5");
    await pressed.waitFor();
  },
);
