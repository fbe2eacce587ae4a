// Drawings of the category "Lamps": all of them are switched on.

import { type Html, html } from "../../index.ts";
import {
  type Draw,
  GLOW,
  groundShadow,
  lighten,
  type Shades,
  STEEL,
  STEEL_DARK,
  WOOD,
  WOOD_DARK,
} from "./shading.ts";

export const lamps: Record<string, Draw> = {
  "desk-lamp": deskLamp,
  "table-lamp": tableLamp,
  "mushroom-lamp": mushroomLamp,
  lantern,
};

function deskLamp({ base, pale, light, dark, deep }: Shades): Html {
  return html`${groundShadow(342, 148)}
<path d="M194 210 334 142l36 192H200z" fill="${GLOW}" opacity=".6"/>
<ellipse cx="285" cy="334" rx="86" ry="11" fill="${GLOW}"/>
<path d="M118 318 84 202l132-96" fill="none" stroke="${STEEL_DARK}" stroke-width="13" stroke-linejoin="round"
  stroke-linecap="round"/>
<path d="M114 316 80 204l134-98" fill="none" stroke="${STEEL}" stroke-width="5" stroke-linecap="round"/>
<path d="m104 196 60-44" stroke="${deep}" stroke-width="4" stroke-dasharray="3 4"/>
<circle cx="84" cy="202" r="17" fill="${deep}"/><circle cx="84" cy="202" r="8" fill="${pale}"/>
<path d="M64 332q4-28 56-28t56 28z" fill="${base}"/>
<path d="M60 330h120q4 0 4 6t-6 6H62q-6 0-6-6t4-6z" fill="${dark}"/>
<path d="M80 326q6-14 26-16" fill="none" stroke="${light}" stroke-width="6" stroke-linecap="round"/>
<circle cx="266" cy="180" r="27" fill="#fff6d8"/>
<g transform="translate(-5 -4) rotate(-26 240 120)">
<rect x="216" y="58" width="48" height="40" rx="12" fill="${deep}"/>
<path d="M204 94h72q36 26 42 92H162q6-66 42-92z" fill="${base}"/>
<path d="M254 94h22q36 26 42 92h-40q2-62-24-92z" fill="${dark}"/>
<path d="M206 106q-22 26-28 66h20q2-44 24-66z" fill="${light}"/>
<rect x="156" y="180" width="168" height="14" rx="7" fill="${deep}"/>
</g>
<circle cx="216" cy="106" r="13" fill="${deep}"/><circle cx="216" cy="106" r="6" fill="${pale}"/>`;
}

function tableLamp({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(342, 96)}
<path d="M110 196h180l52 146H58z" fill="${GLOW}" opacity=".35"/>
<circle cx="200" cy="132" r="122" fill="${GLOW}" opacity=".45"/>
${[tableFootBall, tableFootWood, tableFootColumn][variant]?.(base, dark, light)}
<rect x="192" y="186" width="16" height="30" fill="${STEEL_DARK}"/>
<path d="M146 60h108l48 138H98z" fill="${lighten(base, 0.35)}"/>
<path d="M146 60h54v138H98z" fill="${lighten(base, 0.5)}"/>
<path d="M232 60h22l48 138h-42z" fill="${light}"/>
${[164, 182, 218, 236].map(
  (x) => html`<path d="M${x} 62 ${200 + (x - 200) * 1.9} 196" stroke="${light}" stroke-width="2.5"/>`,
)}
<path d="M144 56h112v12H144z" fill="${dark}"/><path d="M96 192h208v12H96z" fill="${dark}"/>
<ellipse cx="200" cy="206" rx="52" ry="8" fill="#fff6d8"/>
<path d="M240 206v48" stroke="${STEEL}" stroke-width="3"/><circle cx="240" cy="258" r="6" fill="${deep}"/>
<path d="M150 76 120 170" stroke="${pale}" stroke-width="6" stroke-linecap="round"/>`;
}

function tableFootBall(base: string, dark: string, light: string): Html {
  return html`<circle cx="200" cy="272" r="62" fill="${base}"/>
<path d="M222 214a62 62 0 0 1-6 118q34-50 6-118z" fill="${dark}"/>
<path d="M152 262q4-26 26-34" fill="none" stroke="${light}" stroke-width="10" stroke-linecap="round"/>
<rect x="150" y="326" width="100" height="16" rx="8" fill="${dark}"/>`;
}

function tableFootWood(): Html {
  return html`<path d="M200 210 134 338M200 210l66 128" stroke="${WOOD}" stroke-width="14"
  stroke-linecap="round"/>
<path d="M200 210v126" stroke="${WOOD_DARK}" stroke-width="14" stroke-linecap="round"/>
<rect x="164" y="272" width="72" height="10" rx="5" fill="${WOOD_DARK}"/>`;
}

function tableFootColumn(base: string, dark: string, light: string): Html {
  return html`<path d="M188 210h24q-4 44 20 74t-12 46h-40q-36-16-12-46t20-74z" fill="${base}"/>
<path d="M204 210h8q-4 44 20 74t-12 46h-18q24-30 12-60t-10-60z" fill="${dark}"/>
<path d="M180 288q-8 16 0 26" fill="none" stroke="${light}" stroke-width="7" stroke-linecap="round"/>
<rect x="140" y="326" width="120" height="16" rx="8" fill="${dark}"/>`;
}

function mushroomLamp({ base, pale, light, dark, deep }: Shades): Html {
  return html`${groundShadow(340, 92)}
<circle cx="200" cy="190" r="150" fill="${GLOW}" opacity=".4"/>
<path d="M160 204h80q-6 66 24 124 2 12-10 12H146q-12 0-10-12 30-58 24-124z" fill="${pale}"/>
<path d="M214 204h26q-6 66 24 124 2 12-10 12h-36q18-60-4-136z" fill="${light}"/>
<ellipse cx="200" cy="206" rx="112" ry="26" fill="#fff6d8"/>
<path d="M66 196Q74 62 200 62t134 134q0 18-28 12-106-24-212 0-28 6-28-12z" fill="${base}"/>
<path d="M254 72q76 26 80 124 0 18-28 12-12-3-26-5 18-74-26-131z" fill="${dark}"/>
<path d="M94 168q12-56 58-78" fill="none" stroke="${light}" stroke-width="13" stroke-linecap="round"/>
<circle cx="196" cy="112" r="20" fill="${pale}"/><circle cx="148" cy="152" r="14" fill="${pale}"/>
<circle cx="236" cy="164" r="16" fill="${pale}"/><circle cx="284" cy="140" r="11" fill="${pale}"/>
<path d="M176 262q6 6 12 0m24 0q6 6 12 0" fill="none" stroke="${deep}" stroke-width="4"
  stroke-linecap="round"/>
<path d="M190 282q10 9 20 0" fill="none" stroke="${deep}" stroke-width="4" stroke-linecap="round"/>`;
}

function lantern({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(342, 100)}
<circle cx="200" cy="216" r="134" fill="${GLOW}" opacity=".45"/>
<path d="M118 152C104 10 296 10 282 152" fill="none" stroke="${STEEL_DARK}" stroke-width="8"/>
<rect x="180" y="66" width="40" height="24" rx="8" fill="${deep}"/>
<path d="M148 88h104l34 52H114z" fill="${base}"/><path d="M222 88h30l34 52h-40z" fill="${dark}"/>
<path d="M154 96h20l-22 38h-22z" fill="${light}"/>
<rect x="104" y="136" width="192" height="18" rx="9" fill="${deep}"/>
<rect x="122" y="154" width="156" height="136" fill="#fff8e1"/>
<path d="M122 154h48l-30 136h-18z" fill="#fff" opacity=".8"/>
${variant === 0 ? lanternLed(deep) : lanternFlame()}
<path d="M122 154v136M278 154v136" stroke="${dark}" stroke-width="9"/>
<path d="M160 154v136M240 154v136" stroke="${STEEL_DARK}" stroke-width="4"/>
<path d="M122 222h156" stroke="${STEEL_DARK}" stroke-width="4"/>
<path d="M104 288h192l10 46q0 8-8 8H102q-8 0-8-8z" fill="${base}"/>
<path d="M252 288h44l10 46q0 8-8 8h-42z" fill="${dark}"/>
<rect x="98" y="284" width="204" height="14" rx="7" fill="${deep}"/>
<circle cx="200" cy="320" r="10" fill="${deep}"/>
<path d="M200 320v-7" stroke="${pale}" stroke-width="4" stroke-linecap="round"/>`;
}

function lanternFlame(): Html {
  return html`<rect x="180" y="248" width="40" height="42" rx="6" fill="#f4efe4"/>
<path d="M200 250v-12" stroke="#6b5a45" stroke-width="4"/>
<path d="M200 186q30 34 16 52-16 14-32 0-14-18 16-52z" fill="#f6a03c"/>
<path d="M200 210q14 18 6 28-6 5-12 0-8-10 6-28z" fill="#ffe07a"/>`;
}

function lanternLed(deep: string): Html {
  return html`<rect x="182" y="176" width="36" height="114" rx="16" fill="${GLOW}"/>
<rect x="190" y="186" width="20" height="94" rx="10" fill="#fff"/>
<rect x="178" y="278" width="44" height="12" rx="4" fill="${deep}"/>`;
}
