// The presenter's page in a real browser: read from the last row, and worked with the keys of a remote.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { FAULTS } from "../../../src/guide/faults/faults.ts";
import { eventually } from "../../support/eventually.ts";
import { presentSite } from "../class/present-site.ts";
import { browserTest, openPage, violations } from "./open-page.ts";

type Site = Awaited<ReturnType<typeof presentSite>>;

const on = ({ faults }: Site) => faults.list.filter((fault) => fault.on).map(({ name }) => name);
const slide = async (page: Page) => (await page.locator(".slide:visible").getAttribute("id")) ?? "";

async function goTo(page: Page, id: string): Promise<void> {
  await page.keyboard.press("Home");
  while ((await slide(page)) !== id) await page.keyboard.press("ArrowRight");
}

/** A client at each address, with so many requests a second. */
function come({ shop }: Site, ...clients: [address: string, perSecond: number][]): void {
  const counts = clients.map(([address, perSecond]) => ({
    address,
    perSecond,
    total: 9,
    refused: 0,
    limited: false,
  }));
  shop.say({ type: "clients", clients: counts });
}

/** Runs in the page. A text, since the tests do not know a browser's types. */
const LOOK = `(() => {
  const texts = [...document.querySelectorAll("body *")].filter(
    (one) => one.closest("svg, [hidden]") === null && one.childNodes.length > 0,
  );
  return {
    smallest: Math.min(...texts.map((one) => Number.parseFloat(getComputedStyle(one).fontSize))),
    isTooWide: document.documentElement.scrollWidth > innerWidth,
  };
})()`;

browserTest(
  "at every size, and in both colour schemes, each slide can be read and is accessible",
  async (t) => {
    const site = await presentSite(t);
    for (const [width, height, colorScheme] of [
      [1280, 800, "light"],
      [1920, 1080, "dark"],
      [390, 844, "light"],
      [640, 400, "dark"], // As 1280 with the text at 200 %.
    ] as const) {
      await t.test(`at ${width} × ${height}, ${colorScheme}`, async (t) => {
        const page = await openPage(t, site.entry, { width, height, colorScheme, reducedMotion: "reduce" });
        come(site, ["192.168.1.5", 3], ["192.168.1.6", 214], ["127.0.0.1", 1]);
        await page.locator(".floods").first().waitFor({ state: "attached" });
        const count = await page.locator(".slide").count();
        assert.equal(count, 4 + FAULTS.length);
        for (let i = 0; i < count; i++) {
          const id = await slide(page);
          assert.deepEqual(await violations(page), [], id);
          const { smallest, isTooWide } = (await page.evaluate(LOOK)) as {
            smallest: number;
            isTooWide: boolean;
          };
          assert.ok(smallest >= 24, `${id}: ${smallest} px`);
          assert.equal(isTooWide, false, id);
          await page.keyboard.press("ArrowRight");
        }
      });
    }
  },
);

browserTest("the two keys of a remote put faults on, undo them, and go through the slides", async (t) => {
  const site = await presentSite(t);
  const page = await openPage(t, site.entry);
  assert.equal(await slide(page), "address");
  for (const id of ["clients", "map", "fault-slow-database"]) {
    await page.keyboard.press("PageDown");
    assert.equal(await slide(page), id);
  }
  await page.keyboard.press("PageDown");
  await page.locator(".slide:visible.is-on").waitFor();
  assert.deepEqual(on(site), ["slow-database"]);
  assert.equal(await page.locator("#what-is-on").textContent(), "On: A slow database");
  await page.keyboard.press("PageDown");
  assert.equal(await slide(page), "fault-database-away");
  await eventually(() => on(site).length === 0, "the undo");
  await page.keyboard.press("PageDown");
  await page.locator(".slide:visible.is-on").waitFor();
  await page.keyboard.press("PageUp");
  await eventually(() => on(site).length === 0, "the undo");
  assert.equal(await slide(page), "fault-database-away");
  await page.locator("#fault-database-away:not(.is-on)").waitFor();
  await page.keyboard.press("PageUp");
  assert.equal(await slide(page), "fault-slow-database");
});

browserTest(
  "arrows, Home and End change nothing but the slide, and Enter does what the button says",
  async (t) => {
    const site = await presentSite(t);
    const page = await openPage(t, site.entry);
    await page.keyboard.press("End");
    assert.equal(await slide(page), "reset");
    await page.keyboard.press("ArrowRight");
    assert.equal(await slide(page), "reset");
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowLeft");
    assert.equal(await slide(page), "address");
    assert.deepEqual(on(site), []);
    await goTo(page, "fault-throw");
    await page.keyboard.press("Enter");
    await page.locator(".slide:visible.is-on").waitFor();
    assert.equal((await fetch(`${site.shopUrl()}/products/66432`)).status, 500);
    await page.keyboard.press("Tab"); // To the button itself.
    await page.keyboard.press("Enter");
    await eventually(() => on(site).length === 0, "the undo");
    assert.equal((await fetch(`${site.shopUrl()}/products/66432`)).status, 200);
  },
);

browserTest(
  "what another has put on is seen at once, and a page that is loaded anew is where it was",
  async (t) => {
    const site = await presentSite(t);
    const page = await openPage(t, site.entry);
    await goTo(page, "fault-twice");
    await site.faults.set("twice", true);
    await page.locator(".slide:visible.is-on").waitFor();
    await page.reload();
    assert.equal(await slide(page), "fault-twice");
    await page.locator(".slide:visible.is-on").waitFor();
  },
);

browserTest("the plug is pulled by one key, and the counter ends with all orders", async (t) => {
  const site = await presentSite(t, { data: "file" });
  const page = await openPage(t, site.entry);
  await goTo(page, "fault-pull-the-plug");
  await page.keyboard.press("PageDown");
  const line = page.locator('[data-progress="pull-the-plug"]');
  await page.locator('[data-phase="done"]').waitFor({ timeout: 60_000 });
  assert.match((await line.textContent()) ?? "", /^(\d+) of \1 acknowledged orders are there\./);
  assert.equal(site.shop.starts, 2);
});

browserTest("a client that floods is named, and limited by Enter", async (t) => {
  const site = await presentSite(t);
  const page = await openPage(t, site.entry);
  await goTo(page, "clients");
  come(site, ["192.168.1.5", 3], ["192.168.1.6", 214]);
  const row = page.locator(".floods");
  await row.waitFor();
  assert.match((await row.textContent()) ?? "", /Client 2 floods: 214 requests a second/);
  const sent = t.mock.method(site.shop, "send");
  await page.keyboard.press("Enter");
  await eventually(() => sent.mock.callCount() > 0, "the limit");
  assert.deepEqual(sent.mock.calls[0]?.arguments, [{ type: "limit", address: "192.168.1.6", on: true }]);
});

browserTest("the data is reset by one key, and that is said", async (t) => {
  const site = await presentSite(t);
  const page = await openPage(t, site.entry);
  await fetch(`${site.shopUrl()}/api/products/66432`, { method: "DELETE" });
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.locator("#reset-state", { hasText: "Done" }).waitFor();
  assert.equal((await fetch(`${site.shopUrl()}/products/66432`)).status, 200);
});

browserTest("what a client says of itself is text on the page and nothing else", async (t) => {
  const site = await presentSite(t);
  const page = await openPage(t, site.entry);
  await goTo(page, "clients");
  come(site, ['1.2.3.<img src=x onerror="document.title=1">', 99]);
  await page.locator(".floods").waitFor();
  assert.equal(await page.locator(".clients img").count(), 0);
  assert.equal(await page.title(), "Presenting · Roundtrip");
});

browserTest("with no shop there, it says so, and why nothing was done", async (t) => {
  const site = await presentSite(t);
  const page = await openPage(t, site.entry, { expected: /409/ });
  await goTo(page, "fault-throw");
  site.shop.state = { status: "stopped" };
  await page.keyboard.press("Enter");
  await page.locator(".progress", { hasText: "The shop does not run" }).waitFor();
});

browserTest("without a class the page has the faults, and needs no key", async (t) => {
  const site = await presentSite(t, { inClass: false });
  const page = await openPage(t, `${site.url}/present`);
  assert.equal(await page.locator(".slide").count(), 2 + FAULTS.length);
  await goTo(page, "fault-silent");
  await page.keyboard.press("PageDown");
  await page.locator(".slide:visible.is-on").waitFor();
  assert.deepEqual(await violations(page), []);
});
