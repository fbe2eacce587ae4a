// New ids: made from the time and chance, so that none is ever given twice, and in the order of their making.

import { randomBytes } from "node:crypto";

const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"; // Without i, l, o and u, which people misread.
const RANDOM_BITS = 40n;

let last = 0n;

/** An id of 18 letters and digits. Those of one process sort in the order in which they were given. */
export function newId(): string {
  const chance = BigInt(`0x${randomBytes(5).toString("hex")}`);
  const next = (BigInt(Date.now()) << RANDOM_BITS) | chance;
  // Within a millisecond, or when the clock was set back, it counts on from the last.
  last = next > last ? next : last + 1n;
  let text = "";
  for (let rest = last; text.length < 18; rest >>= 5n) text = DIGITS[Number(rest & 31n)] + text;
  return text;
}
