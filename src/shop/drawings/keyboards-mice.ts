// Drawings of the category "Keyboards and mice".

import { type Html, html } from "../../index.ts";
import { type Draw, darken, groundShadow, INK, PAPER, type Shades, STEEL, STEEL_DARK } from "./shading.ts";

export const keyboardsMice: Record<string, Draw> = {
  keyboard,
  "split-keyboard": splitKeyboard,
  mouse,
  "desk-mat": deskMat,
};

/** One key; the lower edge is darker, as if it stood up. */
function key(x: number, y: number, width: number, colour: string): Html {
  return html`<rect x="${x}" y="${y}" width="${width}" height="28" rx="6" fill="${darken(colour, 0.25)}"/>
<rect x="${x}" y="${y}" width="${width}" height="23" rx="6" fill="${colour}"/>`;
}

function keyRow(y: number, widths: number[], colours: string[], left: number): Html {
  let x = left;
  return html`${widths.map((width, i) => {
    const drawn = key(x, y, width, colours[i] ?? PAPER);
    x += width + 6;
    return drawn;
  })}`;
}

function keyboard({ base, pale, light, dark, deep, variant }: Shades): Html {
  const corner = variant === 1 ? "#f4d06f" : pale;
  const plain = [pale, pale, pale, pale, pale, pale, pale, pale];
  return html`${groundShadow(296, 172)}
<path d="M200 122c0-52 60-30 66-78" fill="none" stroke="${INK}" stroke-width="7" stroke-linecap="round"/>
<rect x="32" y="120" width="336" height="172" rx="22" fill="${deep}"/>
<rect x="32" y="116" width="336" height="166" rx="22" fill="${dark}"/>
<rect x="38" y="120" width="324" height="154" rx="17" fill="${base}"/>
<rect x="48" y="130" width="304" height="134" rx="10" fill="${deep}"/>
${keyRow(134, [34, 30, 30, 30, 30, 30, 30, 40], [light, ...plain.slice(0, 6), light], 54)}
${keyRow(166, [42, 30, 30, 30, 30, 30, 30, 32], [light, ...plain.slice(0, 6), corner], 54)}
${keyRow(198, [50, 30, 30, 30, 30, 30, 60], [light, ...plain.slice(0, 5), "#f28f6b"], 54)}
${keyRow(230, [34, 34, 126, 34, 34], [light, light, pale, light, light], 54)}
<path d="M52 124h90" stroke="${light}" stroke-width="3" stroke-linecap="round"/>
${variant === 2 ? html`<circle cx="344" cy="125" r="3" fill="#9ff0b8"/>` : null}`;
}

function splitKeyboard({ base, pale, light, deep }: Shades): Html {
  const half = html`
<path d="M-62-62q0-16 16-16h100q16 0 16 16v92q0 12-10 18L2 84q-10 6-20 2l-32-8q-12-4-12-16z" fill="${deep}"/>
<path d="M-62-68q0-16 16-16h100q16 0 16 16v92q0 12-10 18L2 78q-10 6-20 2l-32-8q-12-4-12-16z" fill="${base}"/>
<path d="M-54-66q0-10 10-10h60" fill="none" stroke="${light}" stroke-width="4" stroke-linecap="round"/>
${[-68, -36, -4].map((y) => keyRow(y, [26, 26, 26, 26], [y === -36 ? light : pale, pale, pale, pale], -58))}
${key(-26, 30, 28, "#f4d06f")}${key(8, 30, 38, light)}`;
  return html`${groundShadow(300, 164)}
<path d="M168 134c6-34 58-34 64 0" fill="none" stroke="${INK}" stroke-width="7" stroke-linecap="round"/>
<g transform="translate(116 198) rotate(10)">${half}</g>
<g transform="translate(284 198) scale(-1 1) rotate(10)">${half}</g>`;
}

function mouse({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(336, 104)}
${
  variant === 0
    ? html`<path d="M200 96c0-60 90-10 96-70" fill="none" stroke="${INK}" stroke-width="8"
  stroke-linecap="round"/>`
    : null
}
<path d="M110 186q0-100 90-100t90 100v60q0 92-90 92t-90-92z" fill="${deep}"/>
<path d="M110 178q0-100 90-100t90 100v60q0 92-90 92t-90-92z" fill="${base}"/>
<path d="M252 92q38 24 38 86v60q0 92-90 92 60-8 66-92 4-90-14-146z" fill="${dark}"/>
<path d="M128 150q6-46 44-58-22 26-26 98-22-8-18-40z" fill="${light}"/>
<path d="M110 190q90 28 180 0" fill="none" stroke="${deep}" stroke-width="4"/>
<path d="M200 78v124" stroke="${deep}" stroke-width="4"/>
<rect x="186" y="112" width="28" height="60" rx="14" fill="${deep}"/>
<rect x="191" y="118" width="18" height="48" rx="9" fill="${STEEL}"/>
${[128, 138, 148, 158].map((y) => html`<path d="M192 ${y}h16" stroke="${STEEL_DARK}" stroke-width="3"/>`)}
<circle cx="200" cy="290" r="9" fill="${pale}"/><circle cx="200" cy="228" r="3.5" fill="#9ff0b8"/>
<path d="M108 222q-6 26 2 50" fill="none" stroke="${deep}" stroke-width="7" stroke-linecap="round"/>`;
}

function deskMat({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(312, 170)}
<path d="M70 122h260q12 0 15 12l34 160q3 16-13 16H34q-16 0-13-16l34-160q3-12 15-12z" fill="${deep}"/>
<path d="M70 116h260q12 0 15 12l34 160q3 16-13 16H34q-16 0-13-16l34-160q3-12 15-12z" fill="${base}"/>
<path d="M74 126h252q8 0 10 8l33 152q2 10-8 10H39q-10 0-8-10l33-152q2-8 10-8z" fill="none" stroke="${light}"
  stroke-width="3" stroke-dasharray="9 7"/>
${
  variant === 0
    ? html`<path d="M50 216q70-46 140-16t166-24l22 104H32z" fill="${dark}"
  opacity=".35"/>`
    : null
}
<path d="M88 176h154l6 62H76z" fill="${dark}"/><path d="M90 172h150l6 60H78z" fill="${PAPER}"/>
${[180, 195, 210].map(
  (y, row) =>
    html`<path d="M${96 - row * 2} ${y + 3}h${140 + row * 4}" stroke="${STEEL}" stroke-width="9"
  stroke-dasharray="11 4"/>`,
)}
<path d="M116 226h82" stroke="${STEEL}" stroke-width="7"/>
<ellipse cx="302" cy="236" rx="29" ry="37" fill="${deep}"/>
<ellipse cx="302" cy="230" rx="29" ry="37" fill="${PAPER}"/>
<path d="M302 194v28m-28 6q28 10 56 0" stroke="${STEEL}" stroke-width="3" fill="none"/>
<rect x="297" y="202" width="10" height="18" rx="5" fill="${STEEL_DARK}"/>
<path d="M300 193c-6-70 40-70 30-193" fill="none" stroke="${INK}" stroke-width="5"/>
<path d="M44 276h56" stroke="${pale}" stroke-width="5" stroke-linecap="round"/>`;
}
