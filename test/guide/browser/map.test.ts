// The request map in a real browser: requests come and travel, one is held, played again and read, by pointer and by
// keyboard; and a flood leaves the page as it was.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import { eventually } from "../../support/eventually.ts";
import { type MapSite, mapSite } from "../map/map-site.ts";
import { batchOf, excerpt, productPage, Story } from "../map/story.ts";
import { browserTest, LOST_STREAM, openPage, type PageOptions, violations } from "./open-page.ts";

type TestContext = Parameters<Parameters<typeof browserTest>[1]>[0];

async function openMap(t: TestContext, options?: PageOptions): Promise<{ site: MapSite; page: Page }> {
  const site = await mapSite(t);
  // The site ends before the page does, which then looks for it.
  const page = await openPage(t, site.url, { expected: LOST_STREAM, ...options });
  await site.watched();
  return { site, page };
}

const rows = (page: Page) => page.locator("#rows > li:not([hidden]) .row");
const text = async (page: Page, selector: string) => (await page.locator(selector).textContent()) ?? "";

/** Waits until an element says this. */
async function says(page: Page, selector: string, expected: RegExp): Promise<void> {
  let last = "";
  await eventually(async () => {
    last = await text(page, selector);
    return expected.test(last);
  }, `${selector} to say ${expected}`).catch((error) => {
    throw new Error(`${error.message} It says: ${last}`);
  });
}

/** The colours of its text and its ground; the other way round on request. */
async function coloursOf(page: Page, selector: string, isInverted = false): Promise<string[]> {
  const [text, ground] = (await page.evaluate(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    const probe = document.createElement("i");
    document.getElementById("map").append(probe);
    probe.style.cssText = "color: var(--ink); background: var(--paper)";
    const style = getComputedStyle(${isInverted} ? probe : element);
    const colours = [style.color, style.backgroundColor];
    probe.remove();
    return colours;
  })()`)) as [string, string];
  return isInverted ? [ground, text] : [text, ground];
}

const hanging = (id: number) =>
  new Story({ id, target: "/hangs", address: "192.168.1.24" })
    .route("GET /hangs")
    .through("logger", 0.1)
    .begin("hangs", "handler");

/** Answered twice, with a body in two pieces. */
function order(id: number): Story {
  const body = '{"productId":"66432","quantity":1}';
  return new Story({ id, method: "POST", target: "/orders" })
    .route("POST /orders")
    .begin("order", "handler")
    .tell({ type: "body", bytes: 20 })
    .after(2)
    .tell({ type: "body", bytes: body.length - 20, soFar: excerpt(body) })
    .pass("status 201")
    .respond(201, "Created")
    .after(1)
    .tell({ type: "again", first: "src/orders.ts:14", second: "src/orders.ts:17" })
    .end("{}");
}

/** What the guide sends when Send is pressed. */
const sentByPage = (id: number) =>
  productPage({ id, address: "127.0.0.1", fields: [["User-Agent", "Roundtrip"]] });

for (const [width, height, colorScheme, reducedMotion] of [
  [1280, 800, "light", "no-preference"],
  [1920, 1080, "dark", "no-preference"],
  [390, 844, "light", "reduce"],
  [640, 400, "dark", "reduce"], // As 1280 with the text at 200 %.
] as const) {
  browserTest(`at ${width} × ${height}, ${colorScheme}, the map is accessible, and fits`, async (t) => {
    const { site, page } = await openMap(t, { width, height, colorScheme, reducedMotion });
    const check = async (when: string) => {
      assert.deepEqual(await violations(page), [], when);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth > innerWidth"), false, when);
    };
    await check("with nothing to show");
    site.tell(productPage({ id: 1 }), order(2), hanging(3), productPage({ id: 4, address: "127.0.0.1" }));
    await rows(page).nth(3).waitFor();
    await check("while requests come");
    await page.keyboard.press("5");
    await rows(page).nth(2).click();
    await says(page, "#detail-mode", /Held/);
    await check("with one held, and a step pointed at");
    await rows(page).nth(1).click();
    await page.locator("#detail-title", { hasText: "GET /hangs" }).waitFor();
    await check("with one that waits for its response");
    await page.keyboard.press("?");
    await check("with its keys");
  });
}

browserTest("with nothing to show, the page says how to send a request, and sends it", async (t) => {
  const { site, page } = await openMap(t);
  await says(page, "#empty", /shows what comes while it is open, or while a lesson's page/);
  await says(page, "#empty", /press Send GET \/products\/66432/);
  assert.equal(await page.getAttribute("#open-server", "href"), "http://localhost:3000/");
  await page.click("#send");
  await eventually(() => site.sent.length === 1, "the request");
  const [request] = site.sent as { method: string; target: string }[];
  assert.deepEqual([request?.method, request?.target], ["GET", "/products/66432"]);
  site.tell(sentByPage(1));
  await rows(page).first().waitFor();
  await says(page, "#waited", /^The client, here, waited 12\.3 ms for this one\./);
  assert.equal(await page.locator("#empty").isVisible(), false);
});

browserTest("after Send the request that was sent is looked at, and then the newest again", async (t) => {
  const { site, page } = await openMap(t);
  site.tell(productPage({ id: 1, target: "/held" }));
  await rows(page).first().click();
  await says(page, "#detail-mode", /^Held$/);
  site.tell(productPage({ id: 2, target: "/between" }));
  await page.click("#send");
  site.tell(sentByPage(3));
  await says(page, "#detail-title", /^GET \/products\/66432/);
  await says(page, "#detail-mode", /^Following the newest$/);
  await says(page, "#waited", /^The client, here, waited 12\.3 ms/);
  site.tell(productPage({ id: 4, target: "/later" }));
  // Nothing more comes: it is the time to read the one before that ends.
  await says(page, "#detail-title", /^GET \/later/);
  await says(page, "#waited", /^$/);
});

browserTest("a handler that gave no response is not said to have put one together", async (t) => {
  const { site, page } = await openMap(t);
  const story = hanging(1).after(10_000).pass();
  story.tell({ type: "error", name: "timeout", message: "There was none.", place: undefined });
  site.tell(
    story.begin("problem", "error-handler").after(1).pass().respond(503, "Service Unavailable").end(),
  );
  await rows(page).first().click();
  await says(page, '.nine tr[data-step="7"] .time', /^no response was given for 10,000 ms$/);
});

browserTest("where a mounted app has the route, the app around it has no fault", async (t) => {
  const { site, page } = await openMap(t);
  site.tell(
    new Story({ id: 1 }).route(undefined).after(1).route("GET /api/x").respond(200, "OK").end(),
    new Story({ id: 2 }).route(undefined).after(1).route(undefined).respond(404, "Not Found").end(),
  );
  await rows(page).nth(1).click();
  await says(
    page,
    "#card-route-body",
    /^None of the outer app's own routes fits, so a mounted app is asked\./,
  );
  await says(page, "#card-route-body", /GET \/api\/x matched\./);
  assert.equal(await page.locator("#card-route-body .bad").count(), 0);
  await rows(page).nth(0).click();
  await page.locator("#card-route-body .bad", { hasText: /^No route fits\.$/ }).waitFor();
});

browserTest("a server that tells nothing of its inside has boxes that say so", async (t) => {
  const { site, page } = await openMap(t);
  site.tell(new Story({ id: 1 }).after(3).respond(200, "OK").after(1).end());
  await rows(page).first().click();
  for (const station of ["middleware", "route", "handler", "store"]) {
    await says(page, `.place.on-${station} .now`, /^not told by this server$/);
  }
  await says(page, '.nine tr[data-step="4"] .time', /^3\.00 ms inside the server, steps 3 to 7 · slowest$/);
});

browserTest(
  "a request travels to the store and back, with the number and the colour of its client",
  async (t) => {
    const { site, page } = await openMap(t);
    await page.evaluate(`
    window.seen = [];
    new MutationObserver(() => {
      const token = document.querySelector(".token:not([hidden])");
      if (token) seen.push(token.querySelector(".client-mark").className + token.textContent + Math.round(token.getBoundingClientRect().x / 100));
    }).observe(document.getElementById("tokens"), { subtree: true, attributes: true });`);
    site.tell(productPage({ id: 1 }));
    await page.locator(".token:not([hidden])").waitFor();
    await eventually(async () => (await page.locator(".token:not([hidden])").count()) === 0, "the way back");
    const seen = (await page.evaluate("seen")) as string[];
    assert.match(seen[0] ?? "", /^client-mark client-1 ?10$/);
    assert.ok(
      seen.some((one) => one.startsWith("client-mark client-11") && one.endsWith("11")),
      "at the store",
    );
    assert.ok(
      seen.some((one) => one.startsWith("client-mark client-11200")),
      "with its status on the way back",
    );
  },
);

browserTest("one without a response waits on the map and in the list, until there is one", async (t) => {
  const { site, page } = await openMap(t);
  const story = hanging(1);
  site.tell(story);
  await page.locator(".token.waits", { hasText: "no response yet" }).waitFor();
  await page.locator(".row.waits", { hasText: "no response yet" }).waitFor();
  await says(page, "#detail-alarm", /No response yet: client 1 .* has been waiting for/);
  await says(page, "#card-response-body", /Every request needs one/);
  site.tell(story.after(5_000).pass().respond(503, "Service Unavailable").end());
  await says(page, "#detail-title", /503 Service Unavailable/);
  await eventually(async () => (await page.locator(".token:not([hidden])").count()) === 0, "the way back");
});

browserTest("the request that is held is told in full", async (t) => {
  const { site, page } = await openMap(t);
  site.tell(productPage({ id: 1 }));
  await rows(page).first().click();
  await says(
    page,
    "#card-request-body",
    /^GET \/products\/66432 HTTP\/1\.1\nHost: shop\.test:3000\nAccept: text\/html/,
  );
  await says(
    page,
    "#card-response-body",
    /Answered at src\/shop\/product-pages\.ts:41\.HTTP\/1\.1 200 OK\nContent-Type/,
  );
  await says(page, "#card-middleware-body", /securityHeaders · 0\.30 ms.*X-Content-Type-Options: nosniff/);
  await says(page, "#card-route-body", /GET \/products\/:id matched\..*params\.id = "66432"/);
  await says(page, "#card-route-body", /DELETE \/products\/:idthe path fits, but GET is not DELETE/);
  await says(page, "#card-store-body", /products\.get · 2\.00 ms · 1 record.*"66432".*Soft-touch/);
  await says(page, '.nine tr[data-step="6"] .time', /^3\.00 ms · slowest$/);
  await says(page, '.nine tr[data-step="2"] .time', /not seen by the server/);
  await says(
    page,
    "#lanes",
    /Client.*Server.*logger.*securityHeaders.*GET \/products\/:id.*productPage.*products\.get2\.00 ms slowest/,
  );
});

browserTest("a second response is shown in red, with both places, and a body with its pieces", async (t) => {
  const { site, page } = await openMap(t);
  site.tell(order(1));
  await says(
    page,
    "#card-response-body",
    /answered twice: at src\/orders\.ts:14 and again at src\/orders\.ts:17/,
  );
  await says(page, "#card-request-body", /The body came in 2 pieces: 34 bytes\./);
  await page.locator(".row .status.bad", { hasText: "201 twice" }).waitFor();
  assert.equal(await page.locator(".growth i").count(), 2);
  await says(
    page,
    ".place.on-response .again",
    /^A second response was given\. It does not reach the client\.$/,
  );
});

browserTest(
  "each of the nine steps can be pointed at, with the pointer, by Tab and by its key",
  async (t) => {
    const { site, page } = await openMap(t);
    site.tell(productPage({ id: 1 }));
    await rows(page).first().click();
    for (let step = 1; step <= 9; step++) {
      await page.hover(`.point[data-step="${step}"]`);
      await says(page, "#caption", new RegExp(`^${step}\\. `));
      assert.deepEqual(
        await coloursOf(page, `.point[data-step="${step}"]`),
        await coloursOf(page, "body", true),
      );
    }
    await page.hover('.point[data-step="6"]');
    await says(page, "#caption", /^6\. The database answers\..* Here: 3\.00 ms\.$/);
    await page.locator(".place.on-store.is-pointed").waitFor();
    assert.equal(await page.locator(".lane.on-store.is-pointed").count(), 2);
    await page.hover("h1");
    await page.keyboard.press("4");
    await says(page, "#caption", /^4\. Routing and middleware/);
    await page.keyboard.press("4");
    await says(page, "#caption", /^6\.00 ms · The response is on its way/);
    await page.focus('.point[data-step="1"]');
    await page.keyboard.press("Tab");
    await says(page, "#caption", /^2\. It travels to the server/);
  },
);

browserTest(
  "a held request is played again: step by step, slower, faster, paused, from anywhere",
  async (t) => {
    const { site, page } = await openMap(t);
    site.tell(productPage({ id: 1 }));
    await rows(page).first().click();
    for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowLeft");
    await says(page, "#caption", /^0\.00 ms · The head of the request has come: GET \/products\/66432\.$/);
    await page.keyboard.press("ArrowRight");
    await says(page, "#caption", /^0\.20 ms · The router has looked at 3 routes/);
    await page.keyboard.press("-");
    await says(page, "#speed", /^10,000 times slower$/);
    await page.keyboard.press(" ");
    await says(page, "#play", /^Pause$/);
    await page.keyboard.press(" ");
    await says(page, "#play", /^Go on$/);
    for (let i = 0; i < 3; i++) await page.keyboard.press("+");
    await says(page, "#speed", /^10 times slower$/);
    await page.click("#play");
    await says(page, "#caption", /^6\.00 ms · The response is on its way to the client\.$/);
    await says(page, "#play", /^Play$/);
    await page.fill("#seek", "500");
    await says(page, "#caption", /^1\.20 ms · The store is asked: products\.get\.$/);
    await page.locator(".place.on-store.is-here").waitFor();
  },
);

browserTest("all of it can be done with the keyboard alone", async (t) => {
  const { site, page } = await openMap(t);
  site.tell(
    productPage({ id: 1 }),
    productPage({ id: 2, target: "/cart" }),
    productPage({ id: 3, target: "/new" }),
  );
  await rows(page).nth(2).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await says(page, "#detail-title", /^GET \/cart · 200 OK$/);
  await says(page, "#detail-mode", /^Held$/);
  site.tell(productPage({ id: 4, target: "/later" }));
  await says(page, "#list-state", /stands still while you are in it/);
  await page.keyboard.press("Enter");
  await says(page, "#detail-mode", /^Following the newest$/);
  await page.keyboard.press("/");
  await page.keyboard.type("/later");
  await says(page, "#list-state", /^The newest 1$/);
  await page.keyboard.press("Escape");
  await page.keyboard.press(" ");
  await says(page, "#list-state", /^Paused\.$/);
  await page.keyboard.press(" ");
  await says(page, "#list-state", /^The newest 1$/);
  await page.keyboard.press("Enter");
  await says(page, "#detail-title", /^GET \/later/);
  await says(page, "#detail-mode", /^Held$/);
  await page.keyboard.press("Escape");
  await says(page, "#detail-mode", /^Following the newest$/);
  await page.keyboard.press("?");
  await page.locator("#keys", { hasText: "Step by step" }).waitFor();
  await page.keyboard.press("Escape");
  await eventually(async () => !(await page.locator("#keys").isVisible()), "the keys to close");
});

browserTest(
  "requests are chosen by client, verb, status and path; what a browser asks for is paler",
  async (t) => {
    const { site, page } = await openMap(t);
    site.tell(
      productPage({ id: 1, address: "192.168.1.7" }),
      order(2),
      new Story({ id: 3, target: "/nothing" }).respond(404, "Not Found").end(),
      productPage({ id: 4, target: "/shop.css", fields: [["Sec-Fetch-Dest", "style"]] }),
    );
    await rows(page).nth(3).waitFor();
    const targets = async () =>
      (await rows(page).locator(".target").allTextContents()).filter((one) => one !== "");
    await page.locator(".row.aside", { hasText: "/shop.css" }).waitFor();
    const choose = async (select: string, value: string, expected: string[]) => {
      await page.selectOption(`[name="${select}"]`, value);
      await eventually(async () => (await targets()).join() === expected.join(), `${select} ${value}`);
      await page.selectOption(`[name="${select}"]`, "");
    };
    await choose("client", "192.168.1.7", ["/products/66432"]);
    await choose("method", "POST", ["/orders"]);
    await choose("status", "4", ["/nothing"]);
    await choose("status", "twice", ["/orders"]);
    await page.check('[name="hidesAside"]');
    await eventually(async () => !(await targets()).includes("/shop.css"), "the style sheet to be hidden");
    await page.fill('[name="path"]', "nowhere");
    await page.locator("#nothing").waitFor();
  },
);

browserTest(
  "who wants no motion sees tokens stand, and a request that waits marked by words and a border",
  async (t) => {
    const { site, page } = await openMap(t, { reducedMotion: "reduce" });
    site.tell(hanging(1));
    await page.locator(".token.waits", { hasText: "no response yet" }).waitFor();
    await page.locator(".row.waits").waitFor(); // The list is drawn less often than the tokens.
    const style = (await page.evaluate(`(() => {
    const row = getComputedStyle(document.querySelector(".row.waits"));
    const mark = getComputedStyle(document.querySelector(".token.waits .client-mark"));
    return [row.borderStyle, mark.animationName];
  })()`)) as string[];
    assert.deepEqual(style, ["dashed", "none"]);
  },
);

browserTest("what a request brings with it is text on the page and nothing else", async (t) => {
  const { site, page } = await openMap(t);
  const evil = '/<img src=x onerror="document.title=1">';
  const story = new Story({ id: 1, target: evil, address: evil, fields: [["X-Evil", evil]] })
    .route(`GET ${evil}`, { [evil]: evil })
    .begin(evil, "handler")
    .store(`${evil}.${evil}`, 1)
    .tell({ type: "error", name: evil, message: evil, place: evil })
    .pass(evil)
    .respond(200, evil)
    .tell({ type: "again", first: evil, second: evil })
    .end(evil);
  site.state({ file: evil });
  site.tell(story);
  await rows(page).first().click();
  for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowLeft");
  await says(page, "#card-request-body", /X-Evil: \/<img/);
  assert.equal(await page.locator("img").count(), 0);
  assert.match(await page.title(), /^Request map/);
});

browserTest(
  "a flood leaves frames coming and the page as small as it was, and is said to be a sample",
  async (t) => {
    const { site, page } = await openMap(t);
    const clients = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`10.0.0.${i}`, 1]));
    let id = 0;
    const flood = async (batches: number) => {
      for (let i = 0; i < batches; i++) {
        // Many times more than the tracer tells in full.
        const stories = Array.from({ length: 20 }, () => {
          id += 1;
          return productPage({ id, at: id * 2, address: `10.0.0.${id % 200}` });
        });
        site.batch({ ...batchOf(stories), clients, seen: 160, traced: 20 });
        await delay(40); // The tracer's own pace.
      }
    };
    await flood(30);
    await says(
      page,
      "#sample",
      /^This is a sample: [\d,]+ of [\d,]+ requests a second are told step by step\.$/,
    );
    await page.locator('[name="client"] option').nth(200).waitFor({ state: "attached" });
    await page.evaluate(
      "window.frames = 0; (function tick() { window.frames++; requestAnimationFrame(tick); })()",
    );
    const nodes = async () => (await page.evaluate("document.querySelectorAll('*').length")) as number;
    const before = await nodes();
    await flood(50);
    assert.ok(((await page.evaluate("window.frames")) as number) > 20, "frames");
    assert.ok(Math.abs((await nodes()) - before) < 100, `${before} elements, then ${await nodes()}`);
    assert.equal(await rows(page).count(), 100);
    await rows(page).nth(5).click();
    await says(page, "#detail-mode", /^Held$/);
  },
);

browserTest("while nobody can see it nothing is drawn; then all is there", async (t) => {
  const { site, page } = await openMap(t);
  const hide = (isHidden: boolean) =>
    page.evaluate(`
      Object.defineProperty(document, "hidden", { value: ${isHidden}, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));`);
  site.tell(productPage({ id: 1 }));
  await rows(page).first().waitFor();
  await hide(true);
  site.tell(productPage({ id: 2, target: "/unseen" }));
  // What has come is known when a later event is: the server's state is shown whether or not it can be seen.
  site.state({ port: 3_001 });
  await says(page, "#server-state", /localhost:3001/);
  assert.equal(await rows(page).count(), 1);
  await hide(false);
  await page.locator(".row", { hasText: "/unseen" }).waitFor();
});

browserTest("a lost connection comes back, and what was open then is not known to be", async (t) => {
  const { site, page } = await openMap(t, { expected: /ERR_|live/ });
  site.tell(hanging(1), productPage({ id: 2 }));
  await rows(page).nth(1).waitFor();
  site.drop();
  await page.locator(".row", { hasText: "unknown" }).waitFor();
  await site.watched();
  site.tell(productPage({ id: 3, target: "/after" }));
  await page.locator(".row", { hasText: "/after" }).waitFor();
  assert.equal(await rows(page).count(), 3);
});

browserTest(
  "a server that ends takes its open requests with it; the next life begins with number 1",
  async (t) => {
    const { site, page } = await openMap(t);
    site.tell(hanging(1));
    await rows(page).first().waitFor();
    site.state({ status: "crashed", port: undefined, reason: "It ended with SIGKILL." });
    await page.locator(".row", { hasText: "server ended" }).waitFor();
    await says(page, "#server-state", /does not run\. It ended with SIGKILL\./);
    assert.equal(await page.locator("#send").isDisabled(), true);
    site.state({ status: "listening", port: 3_000, restarts: 1 });
    site.batch(batchOf([productPage({ id: 1, target: "/again" })], { life: "4712" }));
    await page.locator(".row", { hasText: "/again" }).waitFor();
    await says(page, "#server-state", /listens on localhost:3000, started again once/);
    assert.equal(await rows(page).count(), 2);
  },
);

browserTest("in front of a class the clients have the numbers of the presenter's page", async (t) => {
  const { site, page } = await openMap(t);
  site.clients([{ address: "192.168.1.23", number: 17, colour: 5 }]);
  site.tell(productPage({ id: 1 }));
  await page.locator(".row .client-mark.client-5", { hasText: "17" }).waitFor();
});
