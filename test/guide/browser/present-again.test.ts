// A class that is started again has a new key. Pages that are open say what to do, and go on when it is done.

import assert from "node:assert/strict";
import { eventually } from "../../support/eventually.ts";
import { type Started, script } from "../../support/start.ts";
import { browserTest, openPage } from "./open-page.ts";

async function entryOf(ran: Started): Promise<string> {
  await eventually(
    () => ran.stdout.includes("Ctrl+C ends it.") || ran.child.exitCode !== null,
    "the greeting",
  );
  return (
    /http:\/\/localhost:\d+\/present\?key=\S+/.exec(ran.stdout)?.[0] ?? `nowhere: ${ran.stdout}${ran.stderr}`
  );
}

browserTest(
  "after a new start the open page says where the new key is, and goes on when it has come",
  async (t) => {
    const first = script(t, "class", ["--port", "0", "--guide-port", "0"]);
    const entry = await entryOf(first);
    const page = await openPage(t, entry, { expected: /40[13]|ERR_/ });
    const map = await page.context().newPage();
    await map.goto(new URL("/map/shop", entry).href);
    first.child.kill("SIGTERM");
    assert.equal(await first.exit(), 0);
    const second = script(t, "class", ["--port", "0", "--guide-port", new URL(entry).port]);
    const newEntry = await entryOf(second);
    assert.notEqual(newEntry, entry);
    for (const one of [page, map]) {
      await one
        .locator("#connection", {
          hasText: "There is a new one at each start: the terminal shows its address. Open it in",
        })
        .waitFor();
    }
    const other = await page.context().newPage();
    await other.goto(newEntry);
    for (const one of [page, map]) await one.locator("#connection").waitFor({ state: "hidden" });
    second.child.kill("SIGTERM");
    assert.equal(await second.exit(), 0);
  },
);
