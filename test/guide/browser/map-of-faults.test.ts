// The map while the shop is broken on purpose: it says what is on, where, and what to look at; requests that met it
// can be told from others; and where the server was killed, the list says so.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { FAULTS, type FaultName, faultNamed } from "../../../src/guide/faults/faults.ts";
import type { FaultState, PlugState } from "../../../src/guide/live/presenter.ts";
import { eventually } from "../../support/eventually.ts";
import { type MapSite, mapSite } from "../map/map-site.ts";
import { batchOf, productPage, Story } from "../map/story.ts";
import { browserTest, LOST_STREAM, openPage, type PageOptions, violations } from "./open-page.ts";

type TestContext = Parameters<Parameters<typeof browserTest>[1]>[0];

const SINCE = new Date(2026, 0, 1, 14, 2, 31).getTime();

/** As the guide tells them, with these on. */
const listOf = (...on: FaultName[]): FaultState[] =>
  FAULTS.map((fault) =>
    on.includes(fault.name) ? { ...fault, on: true, since: SINCE } : { ...fault, on: false },
  );

const plug = (phase: PlugState["phase"], message: string): FaultState[] =>
  listOf(...(phase === "done" ? [] : ["pull-the-plug" as const])).map((fault) =>
    fault.name === "pull-the-plug"
      ? { ...fault, progress: { phase, acknowledged: 10, there: undefined, message } }
      : fault,
  );

/** A request of a product whose handler, or store, has met a fault. */
function met(name: FaultName, id: number, target = "/products/66432"): Story {
  const { title, where } = faultNamed(name) as FaultState;
  const fault = { name, title, where };
  const story = new Story({ id, target })
    .route("GET /products/:id")
    .begin("productPage", "handler")
    .after(0.5);
  if (where === "database") story.store("products.get", 1_000, { met: fault }).store("reviews.find", 0.2);
  else story.tell({ type: "fault", ...fault }).after(1);
  return story.pass().respond(200, "OK").end();
}

async function openMap(t: TestContext, options?: PageOptions): Promise<{ site: MapSite; page: Page }> {
  const site = await mapSite(t);
  const page = await openPage(t, site.url, { expected: LOST_STREAM, ...options });
  await site.watched();
  return { site, page };
}

const rows = (page: Page) => page.locator("#rows > li:not([hidden])");
const text = async (page: Page, selector: string) => (await page.locator(selector).textContent()) ?? "";

browserTest(
  "while a fault is on, the map says which, since when, where, what to look at; and it is undone",
  async (t) => {
    const { site, page } = await openMap(t);
    assert.equal(await page.locator("#faults > *").count(), 0);
    site.faults(listOf("slow-database"));
    await page.locator(".fault").waitFor();
    const { does, look } = faultNamed("slow-database") as FaultState;
    assert.equal(
      await text(page, ".fault > div"),
      `A slow database is on since 14:02:31, at the store. ${does}${look}`,
    );
    assert.equal(await text(page, ".place.on-store .fault-mark"), "fault");
    assert.equal(await page.locator(".stage .fault-mark").count(), 1);
    await page.getByRole("button", { name: "Undo: A slow database" }).click();
    await eventually(() => site.asked.length === 1, "the undo");
    assert.deepEqual(site.asked, ['PUT slow-database {"on":false}']);
    site.faults(listOf("throw", "client-leaves"));
    await page.locator('.fault[data-name="client-leaves"]').waitFor();
    assert.equal(await page.locator(".fault").count(), 2);
    await page.locator(".place.on-handler.is-broken").waitFor();
    await page.locator(".place.on-client.is-broken").waitFor();
    site.faults(listOf());
    await eventually(
      async () => (await page.locator(".fault, .is-broken, .fault-mark:visible").count()) === 0,
      "the end",
    );
  },
);

browserTest(
  "a request that met a fault is told from others, in the list, in its lanes and in words",
  async (t) => {
    const { site, page } = await openMap(t);
    site.tell(
      met("slow-database", 1),
      met("throw", 2, "/products/2"),
      productPage({ id: 3, target: "/well" }),
    );
    await rows(page).nth(2).waitFor();
    assert.deepEqual(await page.locator(".row:visible .fault-mark").allTextContents(), [
      "",
      "Fault: A handler throws",
      "Fault: A slow database",
    ]);
    await rows(page).nth(2).locator(".row").click();
    await page
      .locator("#detail-alarm", { hasText: "It met a fault, made on purpose: A slow database." })
      .waitFor();
    assert.deepEqual(await page.locator(".lane:has(.fault-mark) b").allTextContents(), ["products.get"]);
    await rows(page).nth(1).locator(".row").click();
    await page.locator("#detail-alarm", { hasText: "A handler throws" }).waitFor();
    assert.deepEqual(await page.locator(".lane:has(.fault-mark) b").allTextContents(), ["productPage"]);
    await rows(page).nth(0).locator(".row").click();
    await page.locator("#detail-title", { hasText: "/well" }).waitFor();
    assert.equal(await page.locator("#detail-alarm").isVisible(), false);
  },
);

browserTest(
  "where the server was killed the list says so, between the requests, also to a page that is lost for a while",
  async (t) => {
    const { site, page } = await openMap(t, { expected: /ERR_|live/ });
    const killed = { at: SINCE, reason: "Its plug was pulled: the process was killed." };
    site.tell(productPage({ id: 1, target: "/before" }), new Story({ id: 2, target: "/cut-off" }));
    await rows(page).nth(1).waitFor();
    site.restart(killed);
    const note =
      "14:02:31 The server ended, and was started again. Its plug was pulled: the process was killed.";
    const order = () =>
      page.locator("#rows > li:not([hidden])").locator(".restart:visible, .target").allTextContents();
    await eventually(
      async () => (await order()).join() === [note, "/cut-off", "/before"].join(),
      "the note on top",
    );
    await page.locator(".row", { hasText: "server ended" }).waitFor();
    site.batch(batchOf([productPage({ id: 1, target: "/after" })], { life: "4712" }));
    const wanted = ["/after", note, "/cut-off", "/before"].join();
    await eventually(async () => (await order()).join() === wanted, "the note between");
    site.drop();
    await eventually(async () => {
      // To whoever connects again, all is told again.
      site.batch(batchOf([productPage({ id: 1, target: "/before" })]));
      site.restart(killed);
      const stories = [productPage({ id: 1, target: "/after" }), productPage({ id: 2, target: "/last" })];
      site.batch(batchOf(stories, { life: "4712" }));
      return (await order()).join() === `/last,${wanted}`;
    }, "the same, and the newest");
  },
);

browserTest(
  "pulling the plug tells how far it is, and what came of it until somebody has read it",
  async (t) => {
    const { site, page } = await openMap(t);
    site.faults(plug("ordering", "4 orders are acknowledged."));
    await page.locator(".fault .progress", { hasText: "4 orders are acknowledged." }).waitFor();
    assert.equal(await text(page, ".server-box .fault-mark"), "fault");
    site.faults(plug("done", "18 of 18 acknowledged orders are there."));
    await page.locator(".fault", { hasText: "Pull the plug is over." }).waitFor();
    assert.equal(await page.locator(".is-broken").count(), 0);
    await page.getByRole("button", { name: "Hide: Pull the plug" }).click();
    await eventually(() => site.asked.length === 1, "the end of it");
  },
);

for (const [width, height, colorScheme] of [
  [1280, 800, "light"],
  [1920, 1080, "dark"],
  [390, 844, "light"],
  [640, 400, "dark"],
] as const) {
  browserTest(
    `at ${width} × ${height}, ${colorScheme}, a broken shop's map is accessible, and fits`,
    async (t) => {
      const { site, page } = await openMap(t, { width, height, colorScheme, reducedMotion: "reduce" });
      site.tell(met("slow-database", 1), new Story({ id: 2, target: "/cut-off" }));
      site.restart({ at: SINCE, reason: "Its plug was pulled: the process was killed." });
      site.batch(batchOf([met("twice", 1), productPage({ id: 2 })], { life: "4712" }));
      site.faults(listOf("slow-database", "twice", "client-leaves"));
      await page.locator(".fault").nth(2).waitFor();
      await rows(page).nth(3).locator(".row").click();
      await page.locator(".lane .fault-mark").waitFor();
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth > innerWidth"), false);
      if (process.env.SHOTS) {
        await page.screenshot({
          path: `${process.env.SHOTS}/map-faults-${width}-${colorScheme}.png`,
          fullPage: true,
        });
      }
    },
  );
}
