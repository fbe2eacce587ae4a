// The end of a text that grows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Tail } from "../../../src/guide/servers/tail.ts";

test("the last characters are kept, however they come", () => {
  const tail = new Tail(5);
  let all = "";
  for (const piece of ["a", "bc", "", "defghijklmnop", "q", "r", "s", "t", "u", "v"]) {
    tail.add(piece);
    all += piece;
    assert.equal(tail.toString(), all.slice(-5));
  }
});
