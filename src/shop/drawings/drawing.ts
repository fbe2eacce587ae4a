// Draws the picture of a product from its kind and colour: a whole SVG, made while the request waits.
// The objects themselves are in one file per category; this file frames them and finds the right one.

import { type Html, html } from "../../index.ts";
import { bags } from "./bags.ts";
import { bikesOutdoors } from "./bikes-outdoors.ts";
import { chargersCables } from "./chargers-cables.ts";
import { headphones } from "./headphones.ts";
import { keyboardsMice } from "./keyboards-mice.ts";
import { kitchen } from "./kitchen.ts";
import { lamps } from "./lamps.ts";
import { paper } from "./paper.ts";
import { phoneCovers } from "./phone-covers.ts";
import { plants } from "./plants.ts";
import { type Draw, darken, groundShadow, lighten, type Shades, shadesOf } from "./shading.ts";

// A Map, so that a kind called "constructor" is as unknown as any other.
const KINDS = new Map<string, Draw>(
  [
    phoneCovers,
    chargersCables,
    headphones,
    keyboardsMice,
    bags,
    kitchen,
    lamps,
    paper,
    plants,
    bikesOutdoors,
  ].flatMap((category) => Object.entries(category)),
);

export function drawing(product: { kind: string; colour: string; name: string }): Html {
  // The colour goes through here, so that only "#rrggbb" ever reaches an attribute.
  const colour = /^#[0-9a-f]{6}$/i.test(product.colour) ? product.colour : "#9aa5b1";
  const shades = shadesOf(colour);
  const draw = KINDS.get(product.kind) ?? parcel;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img"
  aria-label="${product.name}">
<rect width="400" height="400" fill="${shades.backdrop}"/>
<circle cx="200" cy="196" r="160" fill="${lighten(shades.backdrop, 0.45)}"/>
${draw(shades)}
</svg>`;
}

/** Every kind that has a drawing of its own. */
export function drawnKinds(): string[] {
  return [...KINDS.keys()];
}

/** For a kind nobody has drawn yet: whatever it is, it comes in a box. */
function parcel({ base }: Shades): Html {
  const card = "#d2a56d";
  return html`${groundShadow(318, 128)}
<path d="M200 140 310 178v100l-110 42z" fill="${darken(card, 0.18)}"/>
<path d="M200 140 90 178v100l110 42z" fill="${card}"/>
<path d="M200 102 310 140v38l-110 40-110-40v-38z" fill="${darken(card, 0.1)}"/>
<path d="M90 140 200 102l110 38-110 40z" fill="${lighten(card, 0.3)}"/>
<path d="M90 140v38l110 40v-38z" fill="${lighten(card, 0.1)}"/>
<path d="M136 124 246 163v37l22-8v-37L158 117z" fill="${base}"/>
<path d="m246 163 22-8v37l-22 8z" fill="${darken(base, 0.22)}"/>
<path d="m108 232 48 18v36l-48-18z" fill="#fffdf8"/>
<path d="m116 244 30 11m-30 0 30 11m-30 0 18 7" stroke="#8a949e" stroke-width="3" stroke-linecap="round"/>
<path d="m258 262 12-20 12 11m-12-9v36" stroke="${darken(card, 0.5)}" stroke-width="4"
  stroke-linecap="round" stroke-linejoin="round" fill="none"/>`;
}
