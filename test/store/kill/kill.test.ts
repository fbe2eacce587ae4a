// kill -9 while many write: what was acknowledged is there when the store is opened again, and nothing is half
// there. The short form; `npm run crash:kill` goes on for as long as one likes.
//
// Fifty processes take some five seconds on two cores, so this has a folder, and with it a time limit, of
// its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { killAgainAndAgain } from "./kills.ts";

const CHAINS = [1, 2];
const KILLS = 25;

test("a process that is killed at any moment loses nothing that was acknowledged", async () => {
  // Two at once: while one process starts, the other one writes.
  const acknowledged = await Promise.all(CHAINS.map((seed) => killAgainAndAgain(seed, KILLS)));
  assert.ok(Math.min(...acknowledged) > KILLS, `${acknowledged} writes were acknowledged.`);
});
