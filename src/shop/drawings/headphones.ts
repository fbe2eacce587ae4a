// Drawings of the category "Headphones and speakers".

import { type Html, html } from "../../index.ts";
import { type Draw, groundShadow, INK, type Shades, STEEL, STEEL_DARK } from "./shading.ts";

export const headphones: Record<string, Draw> = {
  headphones: overEars,
  earbuds,
  "wired-earbuds": wiredEarbuds,
  speaker,
};

function overEars({ base, pale, light, dark, deep, variant }: Shades): Html {
  const cup = html`<rect x="88" y="200" width="34" height="112" rx="17" fill="${INK}"/>
<rect x="66" y="196" width="42" height="120" rx="21" fill="${dark}"/>
<rect x="60" y="196" width="38" height="120" rx="19" fill="${base}"/>
<path d="M70 218q4-10 14-12-10 40-6 92-8-4-8-16z" fill="${light}"/>
${
  variant === 0
    ? null
    : html`<circle cx="79" cy="256" r="11" fill="${deep}"/>
<circle cx="79" cy="256" r="4" fill="${pale}"/>`
}
<rect x="86" y="156" width="14" height="56" rx="6" fill="${STEEL}"/>
<rect x="94" y="156" width="6" height="56" rx="3" fill="${STEEL_DARK}"/>`;
  return html`${groundShadow(334, 130)}
<path d="M94 190C78 20 322 20 306 190" fill="none" stroke="${deep}" stroke-width="24" stroke-linecap="round"/>
<path d="M94 182C80 22 320 22 306 182" fill="none" stroke="${base}" stroke-width="16" stroke-linecap="round"/>
<path d="M122 104C150 56 250 56 278 104" fill="none" stroke="${INK}" stroke-width="17"
  stroke-linecap="round"/>
<path d="M140 84c32-28 88-28 120 0" fill="none" stroke="${light}" stroke-width="5" stroke-linecap="round"/>
${cup}
<g transform="matrix(-1 0 0 1 400 0)">${cup}</g>
${
  variant === 1
    ? html`<path d="M80 314c0 40 60 10 96 22" fill="none" stroke="${INK}" stroke-width="6"
  stroke-linecap="round"/>`
    : null
}
<path d="M168 232v-44l50-10v44" fill="none" stroke="${base}" stroke-width="7" opacity=".75"
  stroke-linejoin="round"/>
<ellipse cx="158" cy="233" rx="13" ry="10" fill="${base}" opacity=".75"/>
<ellipse cx="208" cy="223" rx="13" ry="10" fill="${base}" opacity=".75"/>`;
}

function earbuds({ base, pale, light, dark, deep }: Shades): Html {
  const bud = html`<rect x="-12" y="0" width="24" height="84" rx="12" fill="${base}"/>
<rect x="4" y="0" width="8" height="84" rx="4" fill="${dark}"/>
<circle cx="4" cy="-6" r="31" fill="${base}"/><path d="M-22-14A31 31 0 0 1 8-37Q-8-26-10-4z" fill="${light}"/>
<ellipse cx="34" cy="-10" rx="14" ry="20" fill="${deep}"/>
<ellipse cx="40" cy="-10" rx="8" ry="15" fill="${INK}"/>
<circle cx="0" cy="66" r="4" fill="${pale}"/>`;
  return html`${groundShadow(340, 128)}
<path d="M92 236q4-58 60-58h96q56 0 60 58z" fill="${dark}"/>
<path d="M108 234q4-40 48-40h88q44 0 48 40z" fill="${INK}"/>
<g transform="translate(148 118) rotate(-8)">${bud}</g>
<g transform="translate(252 118) scale(-1 1) rotate(-8)">${bud}</g>
<path d="M84 230h232v50q0 58-58 58H142q-58 0-58-58z" fill="${base}"/>
<path d="M84 230h232v12H84z" fill="${deep}"/>
<path d="M292 242h24v38q0 58-58 58h-24q58-4 58-58z" fill="${dark}"/>
<path d="M104 260q-2 44 26 58" fill="none" stroke="${pale}" stroke-width="8" stroke-linecap="round"/>
<circle cx="200" cy="286" r="7" fill="#9ff0b8"/>
<rect x="182" y="230" width="36" height="8" rx="4" fill="${pale}"/>`;
}

function wiredEarbuds({ base, light, dark, deep }: Shades): Html {
  const bud = html`<rect x="-10" y="6" width="20" height="52" rx="9" fill="${dark}"/>
<rect x="-10" y="6" width="12" height="52" rx="6" fill="${base}"/>
<circle r="30" fill="${base}"/><path d="M-26-6A28 28 0 0 1 4-28Q-12-18-14 4z" fill="${light}"/>
<ellipse cx="26" cy="-4" rx="13" ry="19" fill="${deep}"/>
<ellipse cx="33" cy="-4" rx="8" ry="14" fill="${INK}"/>`;
  return html`${groundShadow(342, 110)}
<path d="M128 150c0 60 68 54 72 110M272 150c0 60-68 54-72 110" fill="none" stroke="${base}" stroke-width="8"/>
<path d="M200 256c0 60-84 20-84 52s130 34 164 8" fill="none" stroke="${base}" stroke-width="8"
  stroke-linecap="round"/>
<rect x="190" y="236" width="20" height="40" rx="8" fill="${deep}"/>
<rect x="132" y="184" width="16" height="40" rx="8" fill="${dark}" transform="rotate(-26 140 204)"/>
<circle cx="137" cy="196" r="3" fill="#fff"/><circle cx="144" cy="210" r="3" fill="#fff"/>
<g transform="translate(128 100)">${bud}</g><g transform="translate(272 100) scale(-1 1)">${bud}</g>
<g transform="translate(278 314) rotate(-22)"><rect x="-4" y="-11" width="48" height="22" rx="7"
  fill="${deep}"/>
<rect x="42" y="-7" width="24" height="14" rx="6" fill="${STEEL}"/>
<rect x="42" y="0" width="24" height="7" rx="3" fill="${STEEL_DARK}"/></g>`;
}

function speaker({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(340, 112)}
${
  variant === 0
    ? null
    : html`<path d="M160 76q0-36 40-36t40 36" fill="none" stroke="${deep}"
  stroke-width="12"/>`
}
<rect x="108" y="68" width="194" height="270" rx="30" fill="${dark}"/>
<rect x="100" y="68" width="184" height="270" rx="30" fill="${base}"/>
<path d="M128 76h36L108 206V98q2-20 20-22z" fill="${light}"/>
<circle cx="192" cy="244" r="76" fill="${deep}"/><circle cx="192" cy="244" r="68" fill="${INK}"/>
<circle cx="192" cy="244" r="54" fill="#414b58"/><circle cx="192" cy="244" r="40" fill="${INK}"/>
<circle cx="192" cy="244" r="24" fill="${base}"/>
<path d="M176 236a18 18 0 0 1 18-12" fill="none" stroke="${pale}" stroke-width="5" stroke-linecap="round"/>
<circle cx="192" cy="122" r="36" fill="${deep}"/><circle cx="192" cy="122" r="28" fill="${INK}"/>
<circle cx="192" cy="122" r="12" fill="#55606e"/>
<circle cx="248" cy="98" r="8" fill="${pale}"/><circle cx="248" cy="124" r="5" fill="#9ff0b8"/>
${[
  [124, 92],
  [124, 316],
  [262, 316],
].map(([x, y]) => html`<circle cx="${x}" cy="${y}" r="4" fill="${deep}"/>`)}
<path d="M326 150q22 34 0 68m22-86q34 52 0 104" fill="none" stroke="${base}" stroke-width="8"
  stroke-linecap="round" opacity=".6"/>`;
}
