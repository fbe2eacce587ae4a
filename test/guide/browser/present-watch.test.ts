// The shop's requests beside the presenter's slides: the newest with their clients, and the lanes of one of them.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type FaultName, faultNamed, type Met } from "../../../src/guide/faults/faults.ts";
import { eventually } from "../../support/eventually.ts";
import { presentSite } from "../class/present-site.ts";
import { productPage, Story } from "../map/story.ts";
import { browserTest, openPage, type PageOptions, violations } from "./open-page.ts";

type TestContext = Parameters<Parameters<typeof browserTest>[1]>[0];

async function openSlide(t: TestContext, id: string, options?: PageOptions) {
  const site = await presentSite(t);
  const page = await openPage(t, site.entry, options);
  await goTo(page, id);
  // Tells it until the page, which may still be connecting, has heard it.
  const tell = async (story: Story) => {
    const row = page.locator("#rows .row", { hasText: (story.events[0] as { target: string }).target });
    await eventually(async () => {
      site.tell(story);
      return (await row.count()) > 0;
    }, "the request");
  };
  return { site, page, tell };
}

async function goTo(page: Page, id: string): Promise<void> {
  await page.keyboard.press("Home");
  while ((await page.locator(".slide:visible").getAttribute("id")) !== id)
    await page.keyboard.press("ArrowRight");
}

const text = async (page: Page, selector: string) => (await page.locator(selector).textContent()) ?? "";

/** A product's page, of a client, that has met a fault. */
function broken(name: FaultName, id: number, target: string, address = "192.168.1.6"): Story {
  const { title, where } = faultNamed(name) as Met;
  return new Story({ id, target, address })
    .route("GET /products/:id")
    .through("logger", 0.2)
    .begin("productPage", "handler")
    .after(0.5)
    .store("products.get", 1_000, { met: { name, title, where } })
    .store("reviews.find", 2)
    .respond(200, "OK")
    .end();
}

for (const [width, height, colorScheme] of [
  [1920, 1080, "light"],
  [1280, 800, "dark"],
  [390, 844, "light"],
  [640, 400, "dark"],
] as const) {
  browserTest(
    `at ${width} × ${height}, ${colorScheme}, requests beside a fault can be read from the last row`,
    async (t) => {
      const options = { width, height, colorScheme, reducedMotion: "reduce" } as const;
      const { site, page, tell } = await openSlide(t, "fault-slow-database", options);
      const counts = [5, 6, 7].map((host) => ({
        address: `192.168.1.${host}`,
        perSecond: 1,
        total: 1,
        refused: 0,
        limited: false,
      }));
      site.shop.say({ type: "clients", clients: counts });
      await page.keyboard.press("PageDown");
      await page.locator(".slide:visible.is-on").waitFor();
      for (let id = 1; id < 6; id++)
        await tell(productPage({ id, target: `/products/${id}`, address: `192.168.1.${(id % 3) + 5}` }));
      await tell(broken("slow-database", 7, "/products/66432"));
      await page.locator("#watch-alarm", { hasText: "A slow database" }).waitFor();
      assert.deepEqual(await violations(page), []);
      const { smallest, isTooWide, isTooHigh } = (await page.evaluate(LOOK)) as Record<
        string,
        number | boolean
      >;
      assert.ok(Number(smallest) >= 24, `${smallest} px`);
      assert.equal(isTooWide, false);
      // Nobody scrolls a projector.
      if (width >= 1_280) assert.equal(isTooHigh, false);
    },
  );
}

/** Runs in the page. */
const LOOK = `(() => {
  const texts = [...document.querySelectorAll("body *")].filter(
    (one) => one.checkVisibility() && one.closest("svg") === null && one.textContent.trim() !== "",
  );
  return {
    smallest: Math.min(...texts.map((one) => Number.parseFloat(getComputedStyle(one).fontSize))),
    isTooWide: document.documentElement.scrollWidth > innerWidth,
    isTooHigh: document.documentElement.scrollHeight > innerHeight,
  };
})()`;

browserTest(
  "a request is told in few lanes, with its client, and marked when it has met the fault",
  async (t) => {
    const { page, tell } = await openSlide(t, "fault-slow-database");
    assert.equal(await page.locator("#watch-empty").isVisible(), true);
    await page.keyboard.press("PageDown");
    await page.locator(".slide:visible.is-on").waitFor();
    await tell(broken("slow-database", 1, "/products/66432"));
    await tell(productPage({ id: 2, target: "/well" }));
    // Of the two it is the older one that shows what the slide is about.
    await page.locator("#watch-title", { hasText: "GET /products/66432 · 200 OK" }).waitFor();
    assert.equal(await text(page, "#watch-alarm"), "It met a fault, made on purpose: A slow database.");
    assert.deepEqual(await page.locator("#lanes .lane b").allTextContents(), [
      "Client",
      "Server",
      "Middleware",
      "Handler",
      "Store",
      "Response",
    ]);
    assert.match(await text(page, "#lanes .lane.slowest"), /^Store fault1,002 ms/);
    await page.locator("#rows .row", { hasText: "/well" }).click();
    await page.locator("#watch-title", { hasText: "GET /well · 200 OK" }).waitFor();
    assert.equal(await text(page, "#watch-alarm"), "");
    await page.locator('#rows .row[aria-pressed="true"]').click();
    await page.locator("#watch-title", { hasText: "/products/66432" }).waitFor();
    // Nothing is held any more, so the list goes on; and each of its rows is a stop of the Tab key.
    await page.mouse.move(0, 0);
    await tell(productPage({ id: 3, target: "/later" }));
    const later = page.locator("#rows .row", { hasText: "/later" });
    await later.waitFor();
    assert.deepEqual(
      await page.locator("#rows .row:visible").evaluateAll((rows) => rows.map((row) => row.tabIndex)),
      [0, 0, 0],
    );
  },
);

browserTest("a client has the same number as on the slide of the class", async (t) => {
  const { site, page, tell } = await openSlide(t, "map");
  site.shop.say({
    type: "clients",
    clients: ["192.168.1.5", "192.168.1.6"].map((address) => ({
      address,
      perSecond: 1,
      total: 1,
      refused: 0,
      limited: false,
    })),
  });
  await page.locator("#client-list .client-2").waitFor({ state: "attached" });
  await tell(productPage({ id: 1, address: "192.168.1.6" }));
  await page.locator("#rows .client-2", { hasText: "2" }).waitFor();
});

browserTest(
  "where the plug was pulled the requests say so, and the keys of the remote work on",
  async (t) => {
    const { site, page, tell } = await openSlide(t, "fault-twice");
    await tell(new Story({ id: 1, target: "/cut-off" }));
    site.restart({ at: Date.now(), reason: "Its plug was pulled: the process was killed." });
    await page.locator(".restart", { hasText: "Its plug was pulled" }).waitFor();
    await page.locator("#rows .row", { hasText: "server ended" }).click();
    await page.keyboard.press("PageDown");
    await page.locator(".slide:visible.is-on").waitFor();
  },
);

browserTest("slides about something else have no requests beside them", async (t) => {
  const { page } = await openSlide(t, "clients");
  assert.equal(await page.locator("#watch").isVisible(), false);
  await goTo(page, "fault-throw");
  assert.equal(await page.locator("#watch").isVisible(), true);
  await goTo(page, "reset");
  assert.equal(await page.locator("#watch").isVisible(), false);
});
