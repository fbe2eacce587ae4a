// Drawings of the category "Bags".

import { type Html, html } from "../../index.ts";
import { type Draw, groundShadow, PAPER, type Shades, STEEL, STEEL_DARK } from "./shading.ts";

export const bags: Record<string, Draw> = {
  backpack,
  "tote-bag": toteBag,
  "shoulder-bag": shoulderBag,
};

function backpack({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(342, 118)}
<path d="M104 150q-34 50-18 150M296 150q34 50 18 150" fill="none" stroke="${deep}" stroke-width="18"
  stroke-linecap="round"/>
<path d="M168 76q0-38 32-38t32 38" fill="none" stroke="${deep}" stroke-width="12"/>
<path d="M96 170q0-108 104-108t104 108v136q0 34-34 34H130q-34 0-34-34z" fill="${base}"/>
<path d="M262 84q42 26 42 86v136q0 34-34 34h-26q30-4 30-40V170q0-56-12-86z" fill="${dark}"/>
<path d="M114 166q2-62 50-82-26 34-24 92z" fill="${light}"/>
<path d="M120 150q80 30 160 0" fill="none" stroke="${deep}" stroke-width="6" stroke-linecap="round"/>
<rect x="274" y="146" width="10" height="30" rx="5" fill="${STEEL}"/>
${
  variant === 1
    ? html`<rect x="166" y="94" width="68" height="30" rx="8" fill="${deep}"/>
<rect x="172" y="100" width="56" height="18" rx="5" fill="${pale}"/>`
    : html`<circle cx="200" cy="108" r="17"
  fill="${deep}"/><path d="m190 108 7 8 14-15" fill="none" stroke="${pale}" stroke-width="5"
  stroke-linecap="round"/>`
}
<rect x="120" y="212" width="160" height="116" rx="24" fill="${dark}"/>
<rect x="120" y="206" width="160" height="114" rx="24" fill="${light}"/>
<path d="M120 232q0-26 24-26h112q24 0 24 26v14q-80 30-160 0z" fill="${base}" stroke="${deep}"
  stroke-width="3"/>
<rect x="188" y="240" width="24" height="40" rx="5" fill="${deep}"/>
<rect x="184" y="256" width="32" height="14" rx="4" fill="${STEEL}"/>
<rect x="82" y="240" width="28" height="82" rx="12" fill="${dark}"/>
<rect x="290" y="240" width="28" height="82" rx="12" fill="${deep}"/>
<path d="M136 306h36" stroke="${pale}" stroke-width="4" stroke-linecap="round"/>`;
}

function toteBag({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(344, 124)}
<path d="M152 152C146 20 254 20 248 152" fill="none" stroke="${deep}" stroke-width="13"/>
<path d="M84 146h232l16 182q1 14-13 14H81q-14 0-13-14z" fill="${base}"/>
<path d="M284 146h32l16 182q1 14-13 14h-41q14-60 6-196z" fill="${dark}"/>
<path d="M92 146h26L94 330H78z" fill="${light}"/>
<path d="M84 146h232l2 20H82z" fill="${dark}"/>
${[printStripes, printSun, printLeaves][variant]?.(pale, deep)}
<path d="M140 176C126 24 274 24 260 176" fill="none" stroke="${dark}" stroke-width="14"/>
<path d="M145 150C138 36 262 36 255 150" fill="none" stroke="${light}" stroke-width="4"/>
<rect x="130" y="160" width="22" height="32" rx="3" fill="${deep}"/>
<rect x="249" y="160" width="22" height="32" rx="3" fill="${deep}"/>
<path d="m134 164 14 24m0-24-14 24m119-24 14 24m0-24-14 24" stroke="${pale}" stroke-width="2.5"/>
<path d="m318 196 18-2 2 22-18 2z" fill="${PAPER}"/>`;
}

function printStripes(pale: string, deep: string): Html {
  return html`<path d="M78 216h244l2 22H76z" fill="${pale}"/><path d="M75 250h250l1 12H74z" fill="${deep}"/>
<path d="M73 276h254l2 22H71z" fill="${pale}"/>`;
}

function printSun(pale: string, deep: string): Html {
  const rays = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330];
  return html`<circle cx="200" cy="258" r="30" fill="${pale}"/>
${rays.map(
  (angle) => html`<path d="M200 214v-14" transform="rotate(${angle} 200 258)" stroke="${pale}"
  stroke-width="7" stroke-linecap="round"/>`,
)}
<path d="M188 262q12 12 24 0" fill="none" stroke="${deep}" stroke-width="4" stroke-linecap="round"/>`;
}

function printLeaves(pale: string, deep: string): Html {
  const leaf = "M200 0q22-14 40 0-18 16-40 0z";
  return html`<path d="M200 318V208" stroke="${deep}" stroke-width="5" stroke-linecap="round"/>
${[236, 264, 292].map(
  (y) => html`<g transform="translate(0 ${y})"><path d="${leaf}" fill="${pale}"
  transform="rotate(-24 200 0)"/>
<path d="${leaf}" fill="${pale}" transform="translate(400) scale(-1 1) rotate(-24 200 0)"/></g>`,
)}
<path d="M200 216q-14-22 0-38 14 16 0 38z" fill="${pale}"/>`;
}

function shoulderBag({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(334, 140)}
<path d="M86 190C70-10 330-10 314 190" fill="none" stroke="${deep}" stroke-width="14"/>
<path d="M92 180C84 6 316 6 308 180" fill="none" stroke="${dark}" stroke-width="5"/>
<rect x="242" y="58" width="34" height="22" rx="5" fill="${STEEL}" transform="rotate(38 259 69)"/>
<path d="M70 168h260l8 136q1 28-27 28H89q-28 0-27-28z" fill="${dark}"/>
<path d="M70 168h246l8 136q1 26-25 26H89q-28 0-27-26z" fill="${base}"/>
<path d="M62 176q0-20 20-20h236q20 0 20 20l-6 72q-2 22-26 22H94q-24 0-26-22z" fill="${dark}"/>
<path d="M62 168q0-20 20-20h236q20 0 20 20l-6 72q-2 22-26 22H94q-24 0-26-22z" fill="${light}"/>
<path d="M74 170q0-10 10-10h232q10 0 10 10l-6 66q-1 14-16 14H96q-15 0-16-14z" fill="none" stroke="${deep}"
  stroke-width="2.5" stroke-dasharray="8 6"/>
${(variant === 0 ? [200] : [134, 266]).map(
  (x) => html`<rect x="${x - 12}" y="210" width="24" height="90" rx="5" fill="${deep}"/>
<rect x="${x - 19}" y="250" width="38" height="28" rx="6" fill="${STEEL}"/>
<rect x="${x - 11}" y="257" width="22" height="14" rx="3" fill="${STEEL_DARK}"/>`,
)}
<circle cx="84" cy="162" r="9" fill="${STEEL_DARK}"/><circle cx="316" cy="162" r="9" fill="${STEEL_DARK}"/>
<path d="M90 312h60" stroke="${pale}" stroke-width="4" stroke-linecap="round"/>`;
}
