// Drawings of the category "Mugs and kitchen".

import { type Html, html } from "../../index.ts";
import {
  type Draw,
  darken,
  groundShadow,
  lighten,
  PAPER,
  type Shades,
  STEEL,
  STEEL_DARK,
} from "./shading.ts";

export const kitchen: Record<string, Draw> = {
  mug,
  bowl,
  teapot,
  "cutting-board": cuttingBoard,
};

/** Three wisps above something hot. */
function steam(x: number, y: number): Html {
  return html`${[-34, 0, 34].map(
    (dx, i) => html`<path d="M${x + dx} ${y}q-14-16 0-32t0-${30 + (i % 2) * 12}" fill="none" stroke="#fff"
  stroke-width="7"
  stroke-linecap="round" opacity=".8"/>`,
  )}`;
}

function mug({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(334, 112, 188)}
${steam(180, 108)}
<path d="M262 174c80-18 86 110-8 100" fill="none" stroke="${deep}" stroke-width="24"/>
<path d="M262 170c80-18 86 110-8 100" fill="none" stroke="${base}" stroke-width="19"/>
<path d="M88 140h188l-10 160q-3 34-40 34h-88q-37 0-40-34z" fill="${base}"/>
<path d="M236 140h40l-10 160q-3 34-40 34h-28q32-20 38-194z" fill="${dark}"/>
<path d="M104 170h20l6 120q-16-4-18-20z" fill="${light}"/>
<ellipse cx="182" cy="140" rx="94" ry="22" fill="${light}"/>
<ellipse cx="182" cy="141" rx="84" ry="16" fill="${deep}"/>
<path d="M102 146q80-22 160 0-18 11-80 11t-80-11z" fill="#6b4226"/>
<path d="M136 146q40-9 60-3" stroke="#8c5c3a" stroke-width="4" fill="none"/>
${[mugBand, mugHeart, mugSpeckles][variant]?.(pale, deep)}`;
}

function mugBand(pale: string, deep: string): Html {
  return html`<path d="M93 214q89 20 178 0l-2 26q-87 20-174 0z" fill="${pale}"/>
<path d="M95 246q87 20 174 0" fill="none" stroke="${deep}" stroke-width="4"/>`;
}

function mugHeart(pale: string): Html {
  return html`<path d="M178 280q-58-36-38-62 20-18 38 10 18-28 38-10 20 26-38 62z" fill="${pale}"/>`;
}

function mugSpeckles(pale: string, deep: string): Html {
  const spots = [
    [120, 196],
    [150, 224],
    [188, 190],
    [214, 240],
    [138, 268],
    [180, 262],
    [236, 200],
    [206, 300],
    [158, 308],
  ];
  return html`${spots.map(
    ([x, y], i) => html`<circle cx="${x}" cy="${y}" r="${3 + (i % 3)}"
  fill="${i % 2 ? pale : deep}"/>`,
  )}
<path d="M98 300q84 18 168 0l-1 10q-84 18-166 0z" fill="${pale}"/>`;
}

function bowl({ base, pale, light, dark, deep, variant }: Shades): Html {
  const berries = variant === 1 ? "#5b5ea6" : "#d94f5c";
  return html`${groundShadow(322, 104)}
<path d="M148 296h104l8 26H140z" fill="${deep}"/>
<path d="M52 178h296q-6 126-112 130h-72Q58 304 52 178z" fill="${base}"/>
<path d="M296 178h52q-6 126-112 130h-40q94-20 100-130z" fill="${dark}"/>
<path d="M76 206q12 62 60 82" fill="none" stroke="${light}" stroke-width="12" stroke-linecap="round"/>
<ellipse cx="200" cy="178" rx="148" ry="42" fill="${light}"/>
<ellipse cx="200" cy="180" rx="134" ry="34" fill="${deep}"/>
<ellipse cx="200" cy="186" rx="122" ry="27" fill="#f3dfb4"/>
${[
  [140, 180],
  [168, 192],
  [196, 176],
  [238, 194],
  [262, 182],
  [212, 196],
].map(
  ([x = 0, y = 0], i) =>
    html`<ellipse cx="${x}" cy="${y}" rx="15" ry="9" fill="${i % 2 ? "#d9a85c" : "#e8c07a"}"/>`,
)}
${[
  [156, 170],
  [222, 168],
  [182, 198],
].map(
  ([x = 0, y = 0]) => html`<circle cx="${x}" cy="${y}" r="11" fill="${berries}"/>
<circle cx="${x - 3}" cy="${y - 4}" r="3" fill="#fff" opacity=".7"/>`,
)}
<path d="M248 178 340 66" stroke="${STEEL_DARK}" stroke-width="9" stroke-linecap="round"/>
<path d="M246 174 336 64" stroke="${STEEL}" stroke-width="5" stroke-linecap="round"/>
<path d="M66 226q134 54 268 0" fill="none" stroke="${pale}" stroke-width="6"/>
<path d="M76 250q124 50 248 0" fill="none" stroke="${deep}" stroke-width="3"/>`;
}

function teapot({ base, pale, light, dark, deep }: Shades): Html {
  return html`${groundShadow(326, 122)}
${steam(82, 118)}
<path d="M290 178c84-20 80 110-14 104" fill="none" stroke="${deep}" stroke-width="18"/>
<path d="M290 174c84-20 80 110-14 104" fill="none" stroke="${base}" stroke-width="13"/>
<path d="M134 262q-52-12-60-88l-22-24 34-10q12 60 62 66z" fill="${dark}"/>
<path d="M52 150 86 140l4 14-28 8z" fill="${deep}"/>
<path d="M104 226q0-84 96-84t98 84q0 66-54 98h-88q-52-32-52-98z" fill="${base}"/>
<path d="M260 158q38 22 38 68 0 66-54 98h-34q58-50 50-166z" fill="${dark}"/>
<path d="M122 216q4-44 46-58-24 40-22 90-24-6-24-32z" fill="${light}"/>
<path d="M148 318h104l6 10H142z" fill="${deep}"/>
<path d="M142 150q58-38 116 0-58 22-116 0z" fill="${light}"/>
<path d="M142 150q58 22 116 0" fill="none" stroke="${deep}" stroke-width="4"/>
<circle cx="200" cy="118" r="15" fill="${dark}"/><circle cx="196" cy="113" r="5" fill="${pale}"/>
<path d="M106 240q96 34 190 0" fill="none" stroke="${pale}" stroke-width="6"/>
<path d="M110 258q90 32 182 0" fill="none" stroke="${deep}" stroke-width="3"/>
${[152, 180, 208, 236, 262].map(
  (x) => html`<circle cx="${x}" cy="${222 - Math.abs(x - 204) / 12}" r="5"
  fill="${pale}"/>`,
)}`;
}

function cuttingBoard({ base, pale, light, dark, deep, variant }: Shades): Html {
  const tomato = variant === 2 ? "#e8a33d" : "#dc4b45";
  return html`${groundShadow(330, 140)}
<path d="M96 62h176q26 0 26 26v16h26q24 0 24 24v6q0 24-24 24h-26v144q0 26-26 26H96q-26 0-26-26V88q0-26 26-26z"
  fill="${deep}"/>
<path d="M96 52h176q26 0 26 26v16h26q24 0 24 24v6q0 24-24 24h-26v144q0 26-26 26H96q-26 0-26-26V78q0-26 26-26z"
  fill="${base}"/>
<circle cx="320" cy="121" r="11" fill="${deep}"/>
<path d="M84 96q90-18 200 4M84 140q80 18 200-4M84 196q100-20 200 2M84 262q90 16 200-6" fill="none"
  stroke="${dark}" stroke-width="3"/>
<path d="M98 66h60" stroke="${pale}" stroke-width="5" stroke-linecap="round"/>
<rect x="86" y="68" width="196" height="234" rx="16" fill="none" stroke="${light}" stroke-width="4"/>
<path d="M108 282 186 128q8-18 20-28 8 30-4 52l-76 138z" fill="${STEEL}"/>
<path d="m116 286 88-170q2 22-4 36l-74 138z" fill="#e9eef2"/>
<path d="m100 274 34 18-20 40q-6 10-18 4t-14-18z" fill="#4b3a2f"/>
<circle cx="106" cy="304" r="4" fill="${STEEL}"/><circle cx="98" cy="320" r="4" fill="${STEEL}"/>
<circle cx="238" cy="210" r="34" fill="${darken(tomato, 0.15)}"/>
<circle cx="235" cy="207" r="32" fill="${tomato}"/>
<circle cx="235" cy="207" r="22" fill="${lighten(tomato, 0.35)}"/>
${[0, 72, 144, 216, 288].map(
  (angle) => html`<ellipse cx="235" cy="194" rx="5" ry="8" fill="${PAPER}"
  transform="rotate(${angle} 235 207)"/>`,
)}
<path d="M216 278q26-26 50 0-24 12-50 0z" fill="#5aa469"/>
<path d="M224 278h34" stroke="#3d7c4b" stroke-width="3"/>`;
}
