// Products for a large catalogue: variants of those that are there, in other colours and lines. The same number
// always makes the same product.

import type { CatalogueProduct } from "./seed.ts";

const COLOURS: readonly (readonly [name: string, code: string])[] = [
  ["sea green", "#2f8f83"],
  ["sand", "#d9c39a"],
  ["ink blue", "#27406b"],
  ["brick", "#b4533c"],
  ["moss", "#6b8f4d"],
  ["slate", "#4b5a66"],
  ["mustard", "#d1a12a"],
  ["plum", "#76466b"],
  ["sky", "#7fb7d6"],
  ["coral", "#e76f51"],
  ["oat", "#c9bda4"],
  ["graphite", "#3a3f47"],
  ["rose", "#c98b95"],
  ["fern", "#4d8b57"],
  ["copper", "#b0703c"],
  ["lilac", "#9b8cc4"],
  ["snow", "#e4e8ea"],
  ["cherry", "#a23b4a"],
  ["lagoon", "#1f8a9c"],
  ["walnut", "#6b4a33"],
];

const LINES = ["Harbour", "Atelier", "Nordlys", "Orchard", "Station", "Studio", "Meadow", "Quay", "Lantern"];

/** Prime to the number of products, so that neighbours in number are not neighbours on the shelf. */
const STRIDE = 7919;

export function variant(
  catalogue: readonly CatalogueProduct[],
  number: number,
): Omit<CatalogueProduct, "reviews"> {
  const round = Math.floor(number / catalogue.length);
  const { reviews: _, ...original } = catalogue[(number * STRIDE) % catalogue.length] as CatalogueProduct;
  const [colourName, colour] = COLOURS[round % COLOURS.length] as (typeof COLOURS)[number];
  const lineNumber = Math.floor(round / COLOURS.length);
  const line = LINES[lineNumber % LINES.length] as string;
  const series = Math.floor(lineNumber / LINES.length) + 1;
  const chance = scattered(number);
  // The shipped ids have five digits.
  const id = String(100_000 + number);
  return {
    ...original,
    id,
    name: `${original.name}, ${colourName} (${line}${series > 1 ? ` ${series}` : ""})`,
    colour,
    // From 70 to 130 percent, and ending in 90 cents as prices do.
    price: Math.max(190, Math.round((original.price * (0.7 + 0.6 * chance)) / 100) * 100 - 10),
    stock: Math.floor(chance * 1_000) % 80,
    image: `/images/${id}.svg`,
  };
}

/** A number from 0 to 1 that looks like chance and is not (the finalizer of MurmurHash3). */
function scattered(number: number): number {
  let bits = (number + 1) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
