// Drawings of the category "Phone covers": seen from the back, a little tilted.

import { type Html, html } from "../../index.ts";
import { type Draw, groundShadow, INK, PAPER, type Shades, STEEL } from "./shading.ts";

export const phoneCovers: Record<string, Draw> = {
  "phone-cover": phoneCover,
  "folio-cover": folioCover,
  "clear-cover": clearCover,
  "phone-pouch": phonePouch,
};

function phoneCover({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(346, 92)}
<g transform="rotate(-7 200 200)">
<rect x="270" y="136" width="10" height="46" rx="5" fill="${deep}"/>
<rect x="270" y="194" width="10" height="28" rx="5" fill="${deep}"/>
<rect x="124" y="52" width="152" height="290" rx="30" fill="${dark}"/>
<rect x="124" y="52" width="146" height="286" rx="29" fill="${base}"/>
<path d="M153 60h34L132 250V89a24 24 0 0 1 21-29z" fill="${light}"/>
${[backPlain, backStriped, backDotted][variant]?.(light, dark)}
<rect x="142" y="70" width="62" height="70" rx="18" fill="${dark}"/>
<rect x="145" y="73" width="56" height="64" rx="15" fill="${deep}"/>
${[
  [160, 90],
  [160, 120],
  [186, 105],
].map(([x, y]) => lens(x, y))}
<circle cx="186" cy="84" r="4" fill="${pale}"/>
</g>`;
}

function backPlain(light: string, dark: string): Html {
  return html`<circle cx="197" cy="232" r="24" fill="none" stroke="${dark}" stroke-width="4"/>
<path d="m186 232 8 8 15-16" fill="none" stroke="${light}" stroke-width="5" stroke-linecap="round"/>`;
}

function backStriped(light: string, dark: string): Html {
  return html`${[196, 224, 252, 280].map(
    (y, i) => html`<rect x="124" y="${y}" width="146" height="14" fill="${i % 2 ? light : dark}"/>`,
  )}`;
}

function backDotted(_light: string, dark: string): Html {
  const rows = [200, 226, 252, 278, 304];
  return html`${rows.map((y, row) =>
    [150, 180, 210, 240].map(
      (x) => html`<circle cx="${x + (row % 2) * 8}" cy="${y}" r="4.5" fill="${dark}"/>`,
    ),
  )}`;
}

function lens(x = 0, y = 0): Html {
  return html`<circle cx="${x}" cy="${y}" r="12" fill="#11151c"/>
<circle cx="${x}" cy="${y}" r="6" fill="#33445c"/><circle cx="${x - 3}" cy="${y - 3}" r="2" fill="#fff"/>`;
}

function folioCover({ base, pale, light, dark, deep }: Shades): Html {
  return html`${groundShadow(340, 140)}
<path d="M62 84 196 60v278L62 318q-8-2-8-10V94q0-8 8-10z" fill="${dark}"/>
<path d="M72 98 186 78v242L72 304z" fill="${base}"/>
${[128, 172, 216].map(
  (y, i) => html`<path d="m86 ${y} 88-12v56l-88 6z" fill="${[PAPER, pale, light][i]}"/>
<path d="m80 ${y + 22} 100-12v46l-100 6z" fill="${base}" stroke="${dark}" stroke-width="3"/>`,
)}
<path d="M92 142l40-5" stroke="${STEEL}" stroke-width="5" stroke-linecap="round"/>
<rect x="188" y="58" width="14" height="282" rx="7" fill="${deep}"/>
<rect x="196" y="58" width="150" height="282" rx="16" fill="${dark}"/>
<rect x="196" y="58" width="144" height="278" rx="16" fill="${base}"/>
<rect x="210" y="70" width="118" height="254" rx="18" fill="${INK}"/>
<rect x="217" y="80" width="104" height="234" rx="10" fill="${pale}"/>
<path d="M217 190 321 108v-20a10 10 0 0 0-8-8h-86a10 10 0 0 0-10 10z" fill="#fff" opacity=".35"/>
<circle cx="269" cy="90" r="4" fill="${INK}"/>
<rect x="246" y="120" width="46" height="8" rx="4" fill="${deep}"/>
<rect x="236" y="138" width="66" height="26" rx="6" fill="${light}"/>
${[0, 1, 2].map(
  (i) => html`<rect x="${232 + i * 27}" y="276" width="20" height="20" rx="6"
  fill="${base}"/>`,
)}
<rect x="338" y="178" width="24" height="42" rx="9" fill="${deep}"/>
<circle cx="351" cy="199" r="5" fill="${pale}"/>`;
}

function clearCover({ base, pale, light, dark }: Shades): Html {
  return html`${groundShadow(346, 92)}
<g transform="rotate(6 200 200)">
<rect x="134" y="60" width="132" height="274" rx="24" fill="#46505e"/>
<path d="M158 60h70L134 262V84a24 24 0 0 1 24-24z" fill="#5b6675"/>
<rect x="148" y="74" width="50" height="58" rx="14" fill="${INK}"/>
${[
  [162, 91],
  [162, 116],
  [184, 103],
].map(([x, y]) => lens(x, y))}
<rect x="120" y="46" width="160" height="302" rx="36" fill="#fff" opacity=".28"/>
<rect x="123" y="49" width="154" height="296" rx="33" fill="none" stroke="${base}" stroke-width="11"/>
<path d="M118 118V82q0-36 38-36m88 0q38 0 38 36v36m0 158v36q0 36-38 36m-88 0q-38 0-38-36v-36" fill="none"
  stroke="${dark}" stroke-width="14" stroke-linecap="round"/>
<rect x="278" y="150" width="10" height="40" rx="5" fill="${light}"/>
<path d="M144 300 252 96" stroke="#fff" stroke-width="10" opacity=".3" stroke-linecap="round"/>
<path d="m172 302 46-88" stroke="#fff" stroke-width="5" opacity=".3" stroke-linecap="round"/>
<circle cx="200" cy="226" r="20" fill="${pale}"/>
<path d="M200 236q-18-12-9-18 6-3 9 4 3-7 9-4 9 6-9 18z" fill="${dark}"/>
</g>`;
}

function phonePouch({ base, pale, light, dark, deep }: Shades): Html {
  const rows = [170, 200, 230, 260, 290];
  return html`${groundShadow(344, 96)}
<path d="M132 152C70 60 150 22 204 34s110 60 66 118" fill="none" stroke="${deep}" stroke-width="7"/>
<rect x="150" y="84" width="100" height="190" rx="16" fill="${INK}"/>
<rect x="157" y="92" width="86" height="150" rx="9" fill="#dfe8ef"/>
<path d="m157 170 86-66v-3a9 9 0 0 0-9-9h-68a9 9 0 0 0-9 9z" fill="#fff" opacity=".6"/>
<path d="M122 146q78 22 156 0v166q0 30-30 30h-96q-30 0-30-30z" fill="${base}"/>
<path d="M254 151q14-2 24-5v166q0 30-30 30h-12q18-4 18-30z" fill="${dark}"/>
${rows.map(
  (y) => html`<path d="M136 ${y + 10}q8 9 16 0 8 9 16 0 8 9 16 0 8 9 16 0 8 9 16 0 8 9 16 0" fill="none"
  stroke="${light}" stroke-width="4" stroke-linecap="round"/>`,
)}
<path d="M122 146q78 22 156 0v18q-78 22-156 0z" fill="${pale}"/>
<circle cx="134" cy="158" r="7" fill="${deep}"/><circle cx="266" cy="158" r="7" fill="${deep}"/>
<rect x="206" y="300" width="34" height="20" rx="4" fill="${PAPER}"/>
<path d="M213 310h20" stroke="${deep}" stroke-width="3"/>`;
}
