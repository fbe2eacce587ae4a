// Playing a journey again: slower, paused, moment by moment.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Replay, SPEEDS, speedName } from "../../../src/guide/client/map/replay.ts";

const replay = () => new Replay({ from: 1_000, to: 1_004, moments: [1_000, 1_001, 1_001, 1_003] });

test("it stands at the end, and plays from the beginning at a speed that the eye can follow", () => {
  const played = replay();
  assert.equal(played.position, 1_004);
  assert.equal(played.speed, 1 / 1_000);
  played.play(0);
  assert.equal(played.position, 1_000);
  played.advance(2_000);
  assert.equal(played.position, 1_002);
  played.advance(9_000);
  assert.deepEqual([played.position, played.isPlaying], [1_004, false]);
});

test("it pauses, goes on from there, and can be set anywhere", () => {
  const played = replay();
  played.play(0);
  played.pause(1_000);
  played.advance(5_000);
  assert.equal(played.position, 1_001);
  played.play(6_000);
  played.advance(7_000);
  assert.equal(played.position, 1_002);
  played.seek(0);
  assert.equal(played.position, 1_000);
  played.seek(9_999);
  assert.equal(played.isAtEnd, true);
});

test("step by step it goes from moment to moment, in both directions, and stays within", () => {
  const played = replay();
  const back = [1, 2, 3, 4].map(() => {
    played.step(-1);
    return played.position;
  });
  assert.deepEqual(back, [1_003, 1_001, 1_000, 1_000]);
  const on = [1, 2, 3, 4].map(() => {
    played.step(1);
    return played.position;
  });
  assert.deepEqual(on, [1_001, 1_003, 1_004, 1_004]);
});

test("a change of speed does not jump", () => {
  const played = replay();
  played.play(0);
  played.changeSpeed(1, 1_000);
  assert.equal(played.position, 1_001);
  played.advance(1_010);
  assert.equal(played.position.toFixed(3), "1001.100");
  for (let i = 0; i < 9; i++) played.changeSpeed(-1, 1_010);
  assert.equal(played.speed, SPEEDS.at(-1));
  for (let i = 0; i < 9; i++) played.changeSpeed(1, 1_010);
  assert.equal(played.speed, 1);
});

test("a journey that grows is played on from where it is", () => {
  const played = replay();
  played.seek(1_002);
  const grown = new Replay({ from: 1_000, to: 2_000, moments: [] }).continue(played);
  assert.deepEqual([grown.position, grown.speed], [1_002, played.speed]);
  const atEnd = new Replay({ from: 1_000, to: 2_000, moments: [] }).continue(replay());
  assert.equal(atEnd.isAtEnd, true);
});

test("speeds are said in words", () => {
  assert.deepEqual(SPEEDS.map(speedName), [
    "as it happened",
    "10 times slower",
    "100 times slower",
    "1,000 times slower",
    "10,000 times slower",
  ]);
});
