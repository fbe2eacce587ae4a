// A lesson in a real browser, from reading to pass: the questions, the requests, the checks at each save, and the
// same by the keyboard alone.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually } from "../../support/eventually.ts";
import { openGuide } from "../site.ts";
import { browserTest, openPage, violations } from "./open-page.ts";

const EXERCISE = "work/01-hello/exercise.ts";

browserTest("a lesson from the front page to the pass", async (t) => {
  const { url, files, desk } = await openGuide(t, "");
  const page = await openPage(t, url);
  await page.getByRole("button", { name: "Begin with lesson 01" }).click();
  await page.waitForURL(`${url}/lessons/01-hello`);

  const run = page.getByRole("heading", { name: "Run", exact: true });
  await page.getByText("They run each time you save").waitFor();
  assert.equal(await run.isVisible(), false);
  const [first, second] = [question(page, 0), question(page, 1)];
  await first.getByLabel("404, not found").check();
  await first.getByRole("button", { name: "That is my answer" }).click();
  await first.getByText("Change your mind, or see why").waitFor();
  assert.equal(await run.isVisible(), false); // The second one has no answer yet.
  await first.getByLabel("The same words").check();
  await first.getByRole("button", { name: "That is my answer" }).click();
  await first.getByText("Right.").waitFor();
  await first.getByText("Nothing is found or not found by itself.").waitFor();
  await second.getByLabel("You").check();
  await second.getByRole("button", { name: "That is my answer" }).click();
  await second.getByRole("button", { name: "Show why" }).click();
  await second.getByText("It is a callback.").waitFor();
  await run.waitFor();

  const exchange = page.locator(".exchange").first();
  await exchange.getByRole("button", { name: "Start the example, and send it" }).click();
  await exchange.getByText("✓ As promised").waitFor();
  await exchange.getByText("GET /any/path?of=two HTTP/1.1").waitFor();
  await exchange.getByText("HTTP/1.1 200 OK").waitFor();
  await page.getByText("A request: GET /any/path?of=two").waitFor(); // What the example prints.

  await page.getByText("The exercise is as it was shipped").waitFor();
  assert.equal(await page.getByText("The server does not start.").isVisible(), false);
  files.write(EXERCISE, `${files.fixture("01-hello/exercise.ts")}// A beginning.\n`);
  await page.getByText("The server does not start.").waitFor();
  files.write(EXERCISE, files.fixture("01-hello/solution.ts").replace('"Hello!"', '"Hallo"'));
  await page.getByText("1 of 3 pass").waitFor();
  await page.getByRole("button", { name: "Hint" }).click();
  await page.getByText("Hint 1 of 3:").waitFor();
  for (const _again of [2, 3, 4]) await page.getByRole("button", { name: "Hint" }).click();
  await page.getByText("There is no further hint.").waitFor();
  files.write(EXERCISE, files.fixture("01-hello/solution.ts"));
  await page.getByText("This lesson is passed.", { exact: true }).waitFor();
  assert.ok(desk.course.isPassed("01-hello"));
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL(`${url}/lessons/02-routes`);
});

browserTest("what is done in the terminal is seen on the page, and the other way round", async (t) => {
  const { url, desk } = await openGuide(t);
  const page = await openPage(t, `${url}/lessons/01-hello`);
  const [asked] = desk.course.page(desk.course.lessons[0] as never).questions;
  assert.ok(asked);
  await page.getByText("They run each time you save").waitFor();
  desk.answer(asked, 1);
  await question(page, 0).getByText("Right.").waitFor();
  await page.getByRole("button", { name: "Start: Your exercise" }).click();
  await eventually(() => desk.run("exercise") !== undefined, "the exercise's run");
  await desk.start("example");
  await page.locator('[data-server="example"]').getByText("listens on").waitFor();
  const second = desk.course.find("02-routes");
  assert.ok(second);
  await desk.visit(second);
  await page.getByText("Open is now the lesson").waitFor();
  // What is done here would be done to the other lesson.
  assert.equal(await page.locator(".workbench").isVisible(), false);
  assert.equal(await question(page, 0).getAttribute("inert"), "");
  await page.getByRole("button", { name: "Open this lesson" }).click();
  await page.getByText("Open is now the lesson").waitFor({ state: "hidden" });
  await page.locator(".workbench").waitFor();
  assert.equal(desk.open?.folder.name, "01-hello");
});

browserTest("a lost connection is said, and all is there again when the guide is back", async (t) => {
  const { url, post, cut } = await openGuide(t);
  const page = await openPage(t, `${url}/lessons/01-hello`, { expected: /Failed to load resource|ERR_/ });
  await page.getByText("They run each time you save").waitFor();
  const isLost = page.getByText("The guide does not answer.");
  await page.context().setOffline(true);
  cut();
  await isLost.waitFor();
  await page.context().setOffline(false);
  await isLost.waitFor({ state: "hidden" });
  await post("/api/servers/example/start");
  await page.locator('[data-server="example"]').getByText("listens on").waitFor();
});

browserTest("by the keyboard alone: answer, start, send", async (t) => {
  const { url, desk } = await openGuide(t);
  const page = await openPage(t, `${url}/lessons/01-hello`);
  await page.getByText("They run each time you save").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to the content");
  await page.keyboard.press("Enter");
  await tabTo(page, "question-0");
  await page.keyboard.press("Space");
  await tabTo(page, "That is my answer");
  await page.keyboard.press("Enter");
  await question(page, 0).getByText("Right.").waitFor();
  await tabTo(page, "question-1");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "That is my answer");
  await page.keyboard.press("Enter");
  await question(page, 1).getByText("Right.").waitFor();
  await tabTo(page, "Start the example, and send it");
  await page.keyboard.press("Enter");
  await page.getByText("✓ As promised").first().waitFor();
  await eventually(() => desk.run("example") !== undefined, "the example");
});

browserTest("nothing stands in anybody's way", async (t) => {
  const { url, post, files } = await openGuide(t);
  files.write(EXERCISE, files.fixture("01-hello/solution.ts").replace('"Hello!"', '"Hallo"'));
  await post("/api/lessons/01-hello/predictions", { question: 0, option: 1 });
  await post("/api/lessons/01-hello/predictions", { question: 1, option: 1 });
  for (const [name, width, colorScheme] of [
    ["a phone, in the dark", 390, "dark"],
    ["a laptop", 1280, "light"],
    ["a projector", 1920, "light"],
    ["text of double the size", 640, "light"],
  ] as const) {
    await t.test(name, async (t) => {
      const page = await openPage(t, `${url}/lessons/01-hello`, { width, colorScheme });
      await page.getByText("1 of 3 pass").waitFor();
      assert.deepEqual(await violations(page), []);
      assert.ok(
        await page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
        "It scrolls to the side.",
      );
      for (const path of ["/", "/words"]) {
        await page.goto(url + path);
        assert.deepEqual(await violations(page), [], path);
        assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path);
      }
    });
  }
});

function question(page: Page, index: number) {
  return page.locator(`form[data-question="${index}"]`);
}

/** What has the focus: the name of a field, or the words of a button or link. */
function focused(page: Page): Promise<string> {
  return page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()");
}

async function tabTo(page: Page, what: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    if ((await focused(page)) === what) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`The Tab key does not lead to "${what}".`);
}
