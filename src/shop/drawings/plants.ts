// Drawings of the category "Plants": the product's colour is the pot's, leaves stay green.

import { type Html, html } from "../../index.ts";
import {
  type Draw,
  groundShadow,
  LEAF,
  LEAF_DARK,
  LEAF_LIGHT,
  type Shades,
  STEEL,
  STEEL_DARK,
} from "./shading.ts";

export const plants: Record<string, Draw> = {
  "leaf-plant": leafPlant,
  cactus,
  "hanging-plant": hangingPlant,
  "watering-can": wateringCan,
  mister,
};

const SOIL = "#5b4334";

function pot({ base, pale, light, dark, deep }: Shades): Html {
  return html`<path d="M130 244h140l-16 86q-2 12-14 12h-80q-12 0-14-12z" fill="${base}"/>
<path d="M240 244h30l-16 86q-2 12-14 12h-28q20-10 28-98z" fill="${dark}"/>
<path d="M144 268h16l10 60q-12 0-14-12z" fill="${light}"/>
<ellipse cx="200" cy="228" rx="76" ry="10" fill="${SOIL}"/>
<path d="M120 226h160v20q0 8-8 8H128q-8 0-8-8z" fill="${base}"/>
<path d="M252 226h28v20q0 8-8 8h-24z" fill="${dark}"/>
<path d="M124 254h152v6H126z" fill="${deep}" opacity=".5"/>
<path d="M130 236h60" stroke="${pale}" stroke-width="5" stroke-linecap="round"/>`;
}

/** A leaf that grows from its own foot at 0,0 upwards, with a lighter half and a midrib. */
function leaf(x: number, y: number, angle: number, length: number, width: number): Html {
  const half = `q${-width} ${-length * 0.5} 0 ${-length}`;
  const other = `q${width} ${length * 0.5} 0 ${length}`;
  return html`<g transform="translate(${x} ${y}) rotate(${angle})"><path d="M0 0${half}${other}z"
  fill="${LEAF}"/>
<path d="M0 0${half}z" fill="${LEAF_LIGHT}"/>
<path d="M0 0v${-length * 0.88}" stroke="${LEAF_DARK}" stroke-width="3"/></g>`;
}

function smallLeaf(x: number, y: number, angle: number): Html {
  const green = angle > 0 ? LEAF : LEAF_LIGHT;
  return html`<path d="M0 0q-22-16 0-36 22 20 0 36z" fill="${green}"
  transform="translate(${x} ${y}) rotate(${angle})"/>`;
}

function leafPlant(shades: Shades): Html {
  const fans: [number, number, number, number, number][][] = [
    [
      [176, 176, -62, 96, 44],
      [226, 178, 60, 98, 44],
      [186, 140, -30, 100, 46],
      [218, 138, 32, 98, 46],
      [200, 128, 0, 100, 44],
    ],
    [
      [190, 214, -52, 150, 34],
      [210, 214, 54, 148, 34],
      [194, 214, -24, 176, 34],
      [208, 214, 25, 178, 34],
      [200, 216, 0, 186, 32],
    ],
    [
      [186, 190, -74, 84, 50],
      [216, 196, 72, 86, 50],
      [186, 146, -48, 88, 52],
      [216, 148, 46, 88, 52],
      [200, 122, -4, 88, 52],
    ],
  ];
  return html`${groundShadow(342, 84)}
<path d="M200 230V112M200 200l-26-26m26 18 28-16m-28-28-14-12m14 8 18-10" fill="none" stroke="${LEAF_DARK}"
  stroke-width="7"
  stroke-linecap="round"/>
${fans[shades.variant]?.map((of) => leaf(...of))}
${pot(shades)}`;
}

function cactus(shades: Shades): Html {
  return html`${groundShadow(342, 84)}
${[cactusTall, cactusRound, aloe][shades.variant]?.()}
${pot(shades)}`;
}

function cactusTall(): Html {
  return html`<path d="M134 148v20q0 24 24 24h24M266 118v28q0 26-26 26h-22" fill="none" stroke="${LEAF_DARK}"
  stroke-width="32" stroke-linecap="round"/>
<path d="M132 148v20q0 22 22 22h24M264 118v28q0 24-24 24h-22" fill="none" stroke="${LEAF}" stroke-width="25"
  stroke-linecap="round"/>
<path d="M164 232V88q0-36 36-36t36 36v144z" fill="${LEAF}"/>
<path d="M214 55q22 8 22 33v144h-24z" fill="${LEAF_DARK}"/>
<path d="M182 84v140M200 70v156" stroke="${LEAF_LIGHT}" stroke-width="4" stroke-dasharray="2 13"
  stroke-linecap="round"/>
<circle cx="200" cy="52" r="10" fill="#f7d35e"/>
${[0, 72, 144, 216, 288].map(
  (angle) => html`<ellipse cx="200" cy="38" rx="9" ry="13" fill="#ef7d95"
  transform="rotate(${angle} 200 52)"/>`,
)}`;
}

function cactusRound(): Html {
  return html`<ellipse cx="200" cy="166" rx="88" ry="76" fill="${LEAF}"/>
<path d="M244 100q44 22 44 66t-46 68q28-66 2-134z" fill="${LEAF_DARK}"/>
<path d="M200 92v146M160 100q-34 66 0 132M240 100q34 66 0 132M128 122q-22 44 0 90M272 122q22 44 0 90"
  fill="none"
  stroke="${LEAF_LIGHT}" stroke-width="4" stroke-dasharray="3 12" stroke-linecap="round"/>
${[-46, 0, 46].map(
  (angle) => html`<ellipse cx="200" cy="74" rx="13" ry="24" fill="#ef7d95"
  transform="rotate(${angle} 200 96)"/>`,
)}
<circle cx="200" cy="88" r="9" fill="#f7d35e"/>`;
}

function aloe(): Html {
  const leaves: [number, number, number, number][] = [
    [-64, 130, 22, 196],
    [64, 130, 22, 204],
    [-40, 158, 24, 198],
    [40, 160, 24, 202],
    [-16, 178, 24, 200],
    [18, 174, 24, 202],
  ];
  return html`${leaves.map(([angle, length, width, x]) => leaf(x, 234, angle, length, width))}
<path d="M186 150v20m12-60v20m18 14v20M172 178v14m56 0v14" stroke="#fff" stroke-width="4"
  stroke-linecap="round" opacity=".5"/>`;
}

function hangingPlant(shades: Shades): Html {
  const { base, pale, light, dark, deep } = shades;
  const vines: [number, number, number][] = [
    [130, 326, -18],
    [166, 352, -8],
    [206, 318, 4],
    [238, 358, 10],
    [270, 314, 22],
  ];
  return html`<path d="M200 0v48M200 48 116 168M200 48l84 120" fill="none" stroke="${STEEL_DARK}"
  stroke-width="5"/>
<circle cx="200" cy="48" r="11" fill="none" stroke="${STEEL_DARK}" stroke-width="6"/>
${[-66, -34, 0, 34, 66].map((angle) => leaf(200 + angle * 0.75, 165, angle, 74 - Math.abs(angle) / 3, 40))}
<path d="M106 160h188q0 96-72 100h-44q-72-4-72-100z" fill="${base}"/>
<path d="M258 160h36q0 96-72 100h-26q58-14 62-100z" fill="${dark}"/>
<path d="M124 184q6 40 32 56" fill="none" stroke="${light}" stroke-width="10" stroke-linecap="round"/>
<rect x="98" y="150" width="204" height="20" rx="10" fill="${deep}"/>
<path d="M108 158h90" stroke="${pale}" stroke-width="4" stroke-linecap="round"/>
${vines.map(([x, end, bend]) => vine(x, end, bend))}`;
}

/** Hangs from the rim at `x` down to `end`; leaves stand left and right of it in turn. */
function vine(x: number, end: number, bend: number): Html {
  const heights = [200, 240, 280, 320].filter((y) => y < end);
  return html`<path d="M${x} 158q${bend} 60 ${bend} ${end - 158}" fill="none" stroke="${LEAF_DARK}"
  stroke-width="4"/>
${heights.map((y, i) => smallLeaf(x + bend * Math.min(1, (y - 140) / 130), y, i % 2 ? 128 : -128))}
${smallLeaf(x + bend, end - 6, 180)}`;
}

function wateringCan({ base, pale, light, dark, deep }: Shades): Html {
  return html`${groundShadow(334, 136)}
<path d="M236 150c90-60 140 90 32 130" fill="none" stroke="${deep}" stroke-width="17" stroke-linecap="round"/>
<path d="M236 146c90-60 140 90 32 130" fill="none" stroke="${dark}" stroke-width="9" stroke-linecap="round"/>
<path d="M136 306 76 160l22-12 72 96z" fill="${dark}"/>
<path d="m58 172 54-30-16-20-60 34z" fill="${base}"/>
<path d="m98 118-66 38q-4 10 8 8l62-36q4-10-4-10z" fill="${deep}"/>
<path d="M132 166h132l16 152q1 16-15 16H131q-16 0-15-16z" fill="${base}"/>
<path d="M228 166h36l16 152q1 16-15 16h-43q18-60 6-168z" fill="${dark}"/>
<path d="M144 190h20l-8 120q-18 2-18-14z" fill="${light}"/>
<ellipse cx="198" cy="166" rx="66" ry="17" fill="${light}"/>
<ellipse cx="198" cy="168" rx="54" ry="11" fill="${deep}"/>
<path d="M122 282q76 18 154 0l2 16q-78 18-158 0z" fill="${pale}"/>
${[
  [38, 190],
  [58, 204],
  [32, 222],
  [52, 240],
  [74, 186],
].map(([x, y]) => html`<path d="M${x} ${y}q9 13 0 18-9-5 0-18z" fill="#5fb4e5"/>`)}
<circle cx="198" cy="230" r="17" fill="${pale}"/>
<path d="M198 244v-20q-12 0-12-12 12 0 12 12 0-12 12-12 0 12-12 12" fill="${LEAF}" stroke="${LEAF_DARK}"
  stroke-width="3"/>`;
}

function mister({ base, pale, light, dark, deep }: Shades): Html {
  return html`${groundShadow(340, 88)}
<rect x="166" y="76" width="66" height="36" rx="10" fill="${deep}"/>
<rect x="108" y="82" width="66" height="20" rx="8" fill="${STEEL_DARK}"/>
<rect x="100" y="80" width="16" height="24" rx="5" fill="${STEEL}"/>
<rect x="188" y="52" width="22" height="28" rx="8" fill="${STEEL}"/>
<path d="M150 112q-22 8-26 40l-8-4q2-36 30-46z" fill="${STEEL_DARK}"/>
<rect x="172" y="108" width="56" height="44" fill="${dark}"/>
<rect x="164" y="124" width="72" height="16" rx="6" fill="${STEEL}"/>
<path d="M172 148h56q6 30 34 54 14 14 14 36v84q0 18-18 18H142q-18 0-18-18v-84q0-22 14-36 28-24 34-54z"
  fill="${base}"/>
<path d="M124 250q38-12 76 0t76 0v72q0 18-18 18H142q-18 0-18-18z" fill="#8ccbe8" opacity=".75"/>
<path d="M214 148h14q6 30 34 54 14 14 14 36v84q0 18-18 18h-20q14-8 14-24v-82q0-24-14-40-20-22-24-46z"
  fill="${dark}" opacity=".6"/>
<path d="M142 238q2-18 18-30" fill="none" stroke="${pale}" stroke-width="9" stroke-linecap="round"/>
<path d="M142 258v50" stroke="${light}" stroke-width="9" stroke-linecap="round"/>
<path d="M202 140v176" stroke="${STEEL}" stroke-width="5" opacity=".8"/>
${[
  [82, 92],
  [66, 78],
  [66, 106],
  [48, 92],
  [46, 66],
  [46, 120],
  [28, 80],
  [28, 106],
].map(([x, y]) => html`<circle cx="${x}" cy="${y}" r="4.500" fill="#5fb4e5"/>`)}`;
}
