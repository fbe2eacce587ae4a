// Power cuts, the short form: every moment of some runs. `npm run crash` goes on for as long as one likes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { explore } from "./explore.ts";

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);

test("after a power cut at any moment, all that was acknowledged is there, whole, and nothing else", async () => {
  // All at once, for the lock waits a little where a cut has left one without its owner.
  const states = await Promise.all(SEEDS.map((seed) => explore({ seed })));
  const sum = states.reduce((a, b) => a + b);
  assert.ok(sum > 1000, `Only ${sum} states were looked at.`);
});
