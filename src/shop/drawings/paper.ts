// Drawings of the category "Notebooks and pens".

import { type Html, html } from "../../index.ts";
import {
  type Draw,
  darken,
  groundShadow,
  INK,
  PAPER,
  type Shades,
  STEEL,
  STEEL_DARK,
  WOOD,
} from "./shading.ts";

export const paper: Record<string, Draw> = {
  notebook,
  pen,
  pencils,
};

function notebook({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(346, 108)}
<g transform="rotate(-5 200 200)">
<rect x="106" y="62" width="202" height="284" rx="12" fill="${deep}"/>
<rect x="106" y="58" width="196" height="280" rx="10" fill="#e9e2d2"/>
<path d="M300 70v258M296 66v266" stroke="#cfc5af" stroke-width="2"/>
<path d="M250 330v34l9-9 9 9v-34z" fill="${deep}"/>
<rect x="98" y="54" width="196" height="280" rx="12" fill="${base}"/>
<path d="M110 54h14v280h-14q-12 0-12-12V66q0-12 12-12z" fill="${dark}"/>
<path d="M132 54h60l-60 210z" fill="${light}" opacity=".6"/>
${[coverLabel, coverBand, coverGrid][variant]?.(pale, deep)}
<rect x="264" y="54" width="11" height="280" fill="${deep}"/>
</g>
<g transform="rotate(24 320 220)">
<rect x="312" y="120" width="17" height="160" rx="4" fill="${INK}"/>
<rect x="312" y="120" width="6" height="160" rx="3" fill="#55606e"/>
<rect x="312" y="150" width="17" height="9" fill="${STEEL}"/>
<path d="M312 280h17l-8.500 28z" fill="${STEEL}"/>
<rect x="327" y="124" width="5" height="56" rx="2.500" fill="${STEEL_DARK}"/>
</g>`;
}

function coverLabel(_pale: string, deep: string): Html {
  return html`<rect x="146" y="104" width="104" height="64" rx="6" fill="${PAPER}"/>
<rect x="153" y="111" width="90" height="50" rx="3" fill="none" stroke="${deep}" stroke-width="2"/>
<path d="M166 130h64m-64 14h42" stroke="${deep}" stroke-width="4" stroke-linecap="round"/>`;
}

function coverBand(pale: string, deep: string): Html {
  return html`<path d="M124 226h170v70H124z" fill="${pale}"/>
<path d="M146 252h86m-86 18h54" stroke="${deep}" stroke-width="5" stroke-linecap="round"/>`;
}

function coverGrid(pale: string): Html {
  const lines = [120, 144, 168, 192];
  return html`<g stroke="${pale}" stroke-width="3" stroke-linecap="round">
${lines.map((y) => html`<path d="M152 ${y}h92"/><path d="M${y + 40} 112v88"/>`)}
</g><circle cx="208" cy="168" r="15" fill="${pale}"/>`;
}

function pen({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`<path d="m52 236 232-18 74 112-262 22z" fill="#10131f" opacity=".14"/>
<path d="m52 228 232-18 74 112-262 22z" fill="${PAPER}"/>
<path d="m112 254 108-8m-96 24 60-5" stroke="${STEEL}" stroke-width="5" stroke-linecap="round"/>
<path d="M106 306c40-34 54 26 84-6s34 22 64 0 40 6 60-6" fill="none" stroke="${base}" stroke-width="7"
  stroke-linecap="round"/>
<g transform="translate(44 4) rotate(45 200 180)">
<rect x="176" y="126" width="48" height="132" fill="${base}"/>
<rect x="206" y="126" width="18" height="132" fill="${dark}"/>
<rect x="182" y="126" width="9" height="132" fill="${light}"/>
<path d="M176 256h48l-9 40h-30z" fill="${deep}"/><path d="M185 282h30l1-6h-32z" fill="${pale}"/>
${variant === 1 ? fountainNib() : ballpointTip()}
<rect x="172" y="20" width="56" height="112" rx="16" fill="${dark}"/>
<rect x="172" y="20" width="44" height="112" rx="16" fill="${base}"/>
<rect x="180" y="30" width="9" height="90" rx="4" fill="${light}"/>
<rect x="172" y="118" width="56" height="13" fill="${STEEL}"/>
<rect x="208" y="118" width="20" height="13" fill="${STEEL_DARK}"/>
<rect x="218" y="40" width="15" height="92" rx="7" fill="${STEEL_DARK}"/>
<rect x="218" y="40" width="8" height="88" rx="4" fill="${STEEL}"/>
<rect x="188" y="6" width="24" height="18" rx="6" fill="${deep}"/>
</g>`;
}

function fountainNib(): Html {
  return html`<path d="M186 296h28l4 22-18 44-18-44z" fill="${STEEL}"/>
<path d="M200 296h14l4 22-18 44z" fill="${STEEL_DARK}"/>
<path d="M200 326v34" stroke="${INK}" stroke-width="2"/><circle cx="200" cy="322" r="4" fill="${INK}"/>`;
}

function ballpointTip(): Html {
  return html`<path d="M186 296h28l-9 42h-10z" fill="${STEEL}"/>
<path d="M200 296h14l-9 42h-5z" fill="${STEEL_DARK}"/>
<path d="M196 338h8l-2 14h-4z" fill="${INK}"/>`;
}

function pencils({ base, light, dark, deep, pale }: Shades): Html {
  return html`${groundShadow(342, 84)}
${onePencil(142, 92, -9, "#4f86c6")}${onePencil(258, 88, 9, "#e2725b")}
${onePencil(172, 62, -3, base)}${onePencil(230, 54, 4, "#6aa84f")}${onePencil(200, 84, 0, "#f1c453")}
<path d="M116 196h168l-12 132q-1 14-16 14H144q-15 0-16-14z" fill="${base}"/>
<path d="M248 196h36l-12 132q-1 14-16 14h-28q18-8 20-146z" fill="${dark}"/>
<path d="M132 214h18l6 108q-12-2-14-14z" fill="${light}"/>
<rect x="108" y="186" width="184" height="20" rx="10" fill="${deep}"/>
<rect x="112" y="186" width="110" height="8" rx="4" fill="${dark}"/>
<rect x="160" y="244" width="76" height="44" rx="6" fill="${pale}"/>
<path d="M174 260h48m-48 13h30" stroke="${deep}" stroke-width="4" stroke-linecap="round"/>`;
}

function onePencil(x: number, top: number, angle: number, colour: string): Html {
  const wood = "#efd2a4";
  return html`<g transform="rotate(${angle} ${x} 300)">
<rect x="${x - 12}" y="${top + 40}" width="24" height="120" fill="${colour}"/>
<rect x="${x + 4}" y="${top + 40}" width="8" height="120" fill="${darken(colour, 0.22)}"/>
<path d="M${x - 12} ${top + 42}l12-42 12 42q-4 6-8 0-4 6-8 0-4 6-8 0z" fill="${wood}"/>
<path d="M${x + 4} ${top + 15} ${x + 12} ${top + 42}q-4 6-8 0z" fill="${WOOD}"/>
<path d="M${x - 4} ${top + 14} ${x} ${top}l4 14z" fill="${darken(colour, 0.3)}"/></g>`;
}
