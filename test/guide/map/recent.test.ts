// What is kept for whoever opens the map later.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Recent } from "../../../src/guide/live/recent.ts";
import { batchOf, productPage } from "./story.ts";

const page = (id: number, target: string, life: string) => batchOf([productPage({ id, target })], { life });
const told = (recent: Recent) =>
  recent.messages.map(({ event, data }) => {
    const text = JSON.stringify(data);
    return event === "trace" ? (/"target":"([^"]+)"/.exec(text)?.[1] ?? "") : event;
  });

test("what led to a restart stays, with a note of it; a start by hand begins anew", () => {
  const recent = new Recent("shop");
  recent.add(page(1, "/before", "a"));
  recent.addRestart({ at: 1, reason: "Its plug was pulled." });
  recent.add(page(1, "/after", "b"));
  assert.deepEqual(told(recent), ["/before", "restart", "/after"]);
  recent.add(page(1, "/new", "c"));
  assert.deepEqual(told(recent), ["/new"]);
});

test("no more than the newest requests are kept", () => {
  const recent = new Recent("shop");
  for (let id = 1; id <= 1_000; id++) recent.add(page(id, `/${id}`, "a"));
  const targets = told(recent);
  assert.equal(targets.at(-1), "/1000");
  assert.ok(targets.length > 100 && targets.length < 300, String(targets.length));
});
