// Drawings of the category "Chargers and cables".

import { type Html, html } from "../../index.ts";
import { type Draw, groundShadow, INK, type Shades, STEEL, STEEL_DARK } from "./shading.ts";

export const chargersCables: Record<string, Draw> = {
  charger,
  cable,
  "power-bank": powerBank,
  "charging-pad": chargingPad,
};

const BOLT = "M8 0-14 34H0l-8 30 24-38H2z";

function bolt(x: number, y: number, colour: string): Html {
  return html`<path transform="translate(${x} ${y})" d="${BOLT}" fill="${colour}"/>`;
}

function charger({ base, pale, light, dark, deep, variant }: Shades): Html {
  const ports = variant === 0 ? [244] : [222, 262];
  return html`${groundShadow(330, 110)}
<rect x="150" y="62" width="18" height="62" rx="8" fill="${STEEL_DARK}"/>
<rect x="150" y="62" width="9" height="62" rx="5" fill="${STEEL}"/>
<rect x="232" y="62" width="18" height="62" rx="8" fill="${STEEL_DARK}"/>
<rect x="232" y="62" width="9" height="62" rx="5" fill="${STEEL}"/>
<rect x="128" y="108" width="144" height="34" rx="14" fill="${deep}"/>
<rect x="108" y="126" width="184" height="200" rx="34" fill="${dark}"/>
<rect x="108" y="126" width="170" height="200" rx="34" fill="${base}"/>
<path d="M142 134h30L118 272V160q2-24 24-26z" fill="${light}"/>
${bolt(192, 150, dark)}
${ports.map(
  (y) => html`<rect x="158" y="${y}" width="70" height="26" rx="13" fill="${deep}"/>
<rect x="166" y="${y + 6}" width="54" height="14" rx="7" fill="#14181f"/>
<rect x="176" y="${y + 11}" width="34" height="4" rx="2" fill="${STEEL_DARK}"/>`,
)}
<circle cx="256" cy="304" r="5" fill="#7ee0a1"/>
<path d="M126 290q2 22 22 26" fill="none" stroke="${pale}" stroke-width="4" stroke-linecap="round"
  opacity=".6"/>`;
}

function cable({ base, light, dark, deep, pale }: Shades): Html {
  const plug = html`<rect x="-17" y="-10" width="34" height="62" rx="10" fill="${deep}"/>
<rect x="-17" y="-10" width="12" height="62" rx="6" fill="${dark}"/>
<rect x="-11" y="-40" width="22" height="34" rx="8" fill="${STEEL}"/>
<rect x="-6" y="-34" width="12" height="22" rx="4" fill="${STEEL_DARK}"/>
<rect x="-8" y="50" width="16" height="20" rx="4" fill="${dark}"/>`;
  return html`${groundShadow(330, 120)}
${[
  ["deep", 0],
  ["base", -4],
].map(
  ([shade, y]) => html`<g transform="translate(0 ${y})" fill="none" stroke="${shade === "deep" ? dark : base}"
  stroke-width="15">
<ellipse cx="200" cy="252" rx="112" ry="62"/><ellipse cx="200" cy="238" rx="104" ry="58"/>
<ellipse cx="200" cy="224" rx="110" ry="60"/></g>`,
)}
<ellipse cx="200" cy="216" rx="108" ry="59" fill="none" stroke="${light}" stroke-width="5"
  stroke-dasharray="10 7"/>
<path d="M96 236C84 170 120 176 124 138" fill="none" stroke="${base}" stroke-width="15"/>
<path d="M304 236c12-66-26-70-28-112" fill="none" stroke="${base}" stroke-width="15"/>
<g transform="translate(124 82) rotate(-6)">${plug}</g>
<g transform="translate(275 68) rotate(6)">${plug}</g>
<path d="M178 258h44v66h-44z" fill="${deep}"/><path d="M178 258h12v66h-12z" fill="${dark}"/>
<rect x="184" y="284" width="32" height="14" rx="4" fill="${pale}"/>`;
}

function powerBank({ base, pale, light, dark, deep, variant }: Shades): Html {
  const lit = variant + 2;
  return html`${groundShadow(338, 96)}
<path d="M236 62c0-36 60-36 62 6 2 36-22 40-20 74" fill="none" stroke="${deep}" stroke-width="9"/>
<rect x="222" y="50" width="28" height="36" rx="6" fill="${INK}"/>
<rect x="126" y="76" width="156" height="262" rx="26" fill="${dark}"/>
<rect x="118" y="76" width="150" height="258" rx="26" fill="${base}"/>
<path d="M146 84h36L126 238V106q2-20 20-22z" fill="${light}"/>
<rect x="222" y="72" width="28" height="9" rx="3" fill="#14181f"/>
<rect x="152" y="72" width="40" height="9" rx="3" fill="#14181f"/>
${bolt(194, 138, pale)}
${[0, 1, 2, 3].map(
  (i) => html`<circle cx="${158 + i * 23}" cy="262" r="7" fill="${i < lit ? "#9ff0b8" : deep}"/>`,
)}
<rect x="262" y="128" width="12" height="40" rx="6" fill="${deep}"/>
<path d="M146 300h94" stroke="${dark}" stroke-width="5" stroke-linecap="round"/>
<path d="M146 312h60" stroke="${dark}" stroke-width="5" stroke-linecap="round"/>`;
}

function chargingPad({ base, pale, light, dark, deep }: Shades): Html {
  return html`${groundShadow(308, 150)}
<path d="M326 268c44 6 50 30 30 44s-30 26 2 44" fill="none" stroke="${INK}" stroke-width="8"
  stroke-linecap="round"/>
<ellipse cx="200" cy="270" rx="142" ry="56" fill="${deep}"/>
<path d="M58 252h284v18q0 56-142 56T58 270z" fill="${dark}"/>
<ellipse cx="200" cy="252" rx="142" ry="56" fill="${base}"/>
<ellipse cx="200" cy="252" rx="122" ry="47" fill="none" stroke="${light}" stroke-width="5"/>
<circle cx="200" cy="318" r="5" fill="#9ff0b8"/>
<ellipse cx="200" cy="256" rx="88" ry="30" fill="#10131f" opacity=".2"/>
<g transform="translate(0 -6)">
<path d="M96 224 178 158q8-6 18-4l104 22q16 4 4 14l-80 70q-8 6-18 4L100 238q-14-4-4-14z" fill="#14181f"/>
<path d="M96 216 178 150q8-6 18-4l104 22q16 4 4 14l-80 70q-8 6-18 4L100 230q-14-4-4-14z" fill="${INK}"/>
<path d="m112 216 70-56q6-5 14-3l88 19q10 2 4 8l-68 58q-6 5-14 3l-92-19q-10-3-2-10z" fill="${pale}"/>
<path d="m112 216 70-56q6-5 14-3l40 9-96 64-26-5q-10-3-2-9z" fill="#fff" opacity=".4"/>
<path d="m196 184-20 20 20 3-14 18 30-21-20-4z" fill="${deep}"/>
</g>
<path d="M98 126q-16-16 0-34m24 50q-8-10 0-20M302 126q16-16 0-34m-24 50q8-10 0-20" fill="none"
  stroke="${base}" stroke-width="6" stroke-linecap="round" opacity=".7"/>`;
}
