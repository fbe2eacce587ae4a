// Drawings of the category "Bikes and outdoors".

import { type Html, html } from "../../index.ts";
import { type Draw, groundShadow, INK, PAPER, type Shades, STEEL, STEEL_DARK } from "./shading.ts";

export const bikesOutdoors: Record<string, Draw> = {
  bicycle,
  helmet,
  "bike-bell": bikeBell,
  flask,
  tent,
};

function wheel(x: number, y: number): Html {
  return html`<circle cx="${x}" cy="${y}" r="62" fill="none" stroke="${INK}" stroke-width="10"/>
<circle cx="${x}" cy="${y}" r="54" fill="none" stroke="${STEEL}" stroke-width="4"/>
<circle cx="${x}" cy="${y}" r="27" fill="none" stroke="${STEEL_DARK}" stroke-width="54"
  stroke-dasharray="1.4 12.73"/>
<circle cx="${x}" cy="${y}" r="8" fill="${STEEL_DARK}"/>`;
}

function bicycle({ base, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(330, 168)}
${wheel(100, 260)}${wheel(300, 260)}
<path d="M100 260 184 264M148 150 100 260" stroke="${dark}" stroke-width="9" stroke-linecap="round"/>
<path d="M148 150 184 264 272 150H152" fill="none" stroke="${base}" stroke-width="11" stroke-linejoin="round"
  stroke-linecap="round"/>
<path d="M272 150 300 260M264 112 272 150" stroke="${dark}" stroke-width="10" stroke-linecap="round"/>
<path d="M156 146h100" stroke="${light}" stroke-width="3" stroke-linecap="round"/>
<path d="M148 150 140 118" stroke="${STEEL_DARK}" stroke-width="8"/>
<path d="M112 112q30-10 58 0-4 12-30 12-26 0-28-12z" fill="${INK}"/>
<path d="M264 112 258 98q20-12 40-4 14 8 8 24" fill="none" stroke="${STEEL_DARK}" stroke-width="8"
  stroke-linecap="round"/>
<path d="M300 96q14 8 6 24" fill="none" stroke="${INK}" stroke-width="10" stroke-linecap="round"/>
<path d="M100 252 184 248M100 268 184 280" stroke="${INK}" stroke-width="3"/>
<circle cx="184" cy="264" r="18" fill="none" stroke="${deep}" stroke-width="6"/>
<circle cx="184" cy="264" r="6" fill="${STEEL}"/>
<path d="m184 264 16 30" stroke="${INK}" stroke-width="6"/>
<rect x="188" y="290" width="28" height="9" rx="3" fill="${INK}"/>
<path d="M42 232q20-38 58-38 30 0 46 20" fill="none" stroke="${deep}" stroke-width="6"
  stroke-linecap="round"/>
<path d="M250 214q22-20 50-20 38 0 56 34" fill="none" stroke="${deep}" stroke-width="6"
  stroke-linecap="round"/>
${
  variant === 0
    ? html`<path d="M300 122h62l-8 44h-46z" fill="#c99a62"/>
<path d="M302 134h58m-56 12h54m-42-22 2 40m14-40v40m14-40-2 40" stroke="#a3713f"
  stroke-width="2.5"/>`
    : html`<circle cx="292" cy="138" r="11" fill="#ffe9a8" stroke="${STEEL_DARK}"
  stroke-width="4"/>`
}`;
}

function helmet({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(330, 110)}
<path d="M104 232q20 60 80 92M280 232q-20 70-84 92M184 234q-4 50 4 88" fill="none" stroke="${INK}"
  stroke-width="9"/>
<rect x="168" y="312" width="46" height="22" rx="6" fill="${deep}"/>
<path d="M52 226Q44 70 196 70q142 0 152 128 2 24-24 28l-66 8q-20 2-34 10-40 14-150 6-20-2-22-24z"
  fill="${dark}"/>
<path d="M52 216Q44 66 196 66q142 0 152 122 2 24-24 28l-66 8q-20 2-34 10-40 14-150 6-20-2-22-24z"
  fill="${base}"/>
<path d="M78 184q6-62 56-88" fill="none" stroke="${light}" stroke-width="14" stroke-linecap="round"/>
${
  variant === 1
    ? [150, 190, 230, 270].map(
        (x) =>
          html`<rect x="${x}" y="120" width="20" height="62" rx="10" fill="${deep}"
  transform="rotate(${(x - 210) / 6} ${x} 150)"/>`,
      )
    : html`<path d="M132 118q54-34 120-14-50-2-108 30z" fill="${deep}"/>
<path d="M126 158q60-38 158-20-60-4-148 36z" fill="${deep}"/>
<path d="M126 198q70-34 186-22-80 2-178 36z" fill="${deep}"/>`
}
<path d="M318 180q44 12 50 36-40 10-84 6l-20-10z" fill="${deep}"/>
<path d="M56 222q100 24 170 6" fill="none" stroke="${pale}" stroke-width="5" stroke-linecap="round"/>
<circle cx="92" cy="214" r="11" fill="${pale}"/>`;
}

function bikeBell({ base, pale, light, dark, deep }: Shades): Html {
  return html`${groundShadow(338, 128)}
<rect x="36" y="272" width="328" height="44" rx="22" fill="${STEEL_DARK}"/>
<rect x="36" y="272" width="328" height="22" rx="11" fill="${STEEL}"/>
<rect x="36" y="266" width="74" height="56" rx="18" fill="${INK}"/>
${[54, 70, 86].map((x) => html`<path d="M${x} 270v48" stroke="#55606e" stroke-width="5"/>`)}
<rect x="168" y="258" width="70" height="70" rx="12" fill="${INK}"/>
<circle cx="203" cy="312" r="7" fill="${STEEL}"/>
<rect x="190" y="220" width="26" height="44" fill="${STEEL_DARK}"/>
<path d="M268 236q48 4 56-28" fill="none" stroke="${INK}" stroke-width="13" stroke-linecap="round"/>
<circle cx="324" cy="204" r="13" fill="${deep}"/>
<path d="M92 226Q96 96 202 96t110 130q0 14-14 14H106q-14 0-14-14z" fill="${base}"/>
<path d="M244 102q66 26 68 124 0 14-14 14h-40q26-70-14-138z" fill="${dark}"/>
<path d="M118 204q8-56 48-76" fill="none" stroke="${pale}" stroke-width="13" stroke-linecap="round"/>
<path d="M92 216h220v10q0 14-14 14H106q-14 0-14-14z" fill="${deep}"/>
<path d="M104 216h120" stroke="${light}" stroke-width="5"/>
<circle cx="202" cy="96" r="15" fill="${STEEL}"/>
<path d="M193 96h18" stroke="${STEEL_DARK}" stroke-width="4"/>
<path d="M66 150q-18-40 10-76m-34 92q-26-62 16-116M338 150q18-40-10-76m34 92q26-62-16-116" fill="none"
  stroke="${base}"
  stroke-width="7" stroke-linecap="round" opacity=".7"/>`;
}

function flask({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`${groundShadow(346, 76)}
${
  variant === 1
    ? html`<path d="M168 70q0-44 32-44t32 44" fill="none" stroke="${INK}"
  stroke-width="10"/>`
    : null
}
<rect x="158" y="52" width="84" height="62" rx="14" fill="${INK}"/>
<rect x="166" y="58" width="14" height="50" rx="7" fill="#55606e"/>
<rect x="164" y="108" width="72" height="24" fill="${STEEL}"/>
<rect x="214" y="108" width="22" height="24" fill="${STEEL_DARK}"/>
<path d="M162 128h76q6 20 26 36 8 8 8 22v136q0 24-24 24h-96q-24 0-24-24V186q0-14 8-22 20-16 26-36z"
  fill="${base}"/>
<path d="M222 128h16q6 20 26 36 8 8 8 22v136q0 24-24 24h-28q22-6 22-30V188q0-14-8-24-10-16-12-36z"
  fill="${dark}"/>
<path d="M144 190q0-10 10-20" fill="none" stroke="${pale}" stroke-width="9" stroke-linecap="round"/>
<path d="M144 210v102" stroke="${light}" stroke-width="11" stroke-linecap="round"/>
<path d="M128 316h144v6q0 24-24 24h-96q-24 0-24-24z" fill="${deep}"/>
<path d="m156 282 30-46 18 24 14-18 26 40z" fill="${pale}"/><path d="m186 236 10 14-10 6-8-8z" fill="#fff"/>
<circle cx="222" cy="216" r="11" fill="${pale}"/>
${variant === 2 ? html`<path d="M128 170h144" stroke="${deep}" stroke-width="6"/>` : null}`;
}

function tent({ base, pale, light, dark, deep, variant }: Shades): Html {
  return html`<circle cx="306" cy="92" r="28" fill="#ffe08a"/>
<path d="M52 226 96 150l22 34 16-24 40 66z" fill="#86a98c" opacity=".6"/>
<path d="M262 226 310 148l46 78z" fill="#86a98c" opacity=".6"/>
<ellipse cx="200" cy="318" rx="178" ry="28" fill="#9cc18a"/>
<path d="M188 96 332 306H248z" fill="${deep}"/>
<path d="M200 88 68 312h264z" fill="${base}"/>
<path d="M200 88 268 312h64z" fill="${dark}"/>
<path d="M200 88 68 312h42z" fill="${light}"/>
<path d="M200 132 148 312h104z" fill="#2b3240"/>
<path d="M200 132 148 312h-20q44-70 72-180z" fill="${pale}"/>
<path d="M200 132l52 180h20q-44-70-72-180z" fill="${light}"/>
<path d="M176 312q24-26 48 0z" fill="#e3b261"/>
<path d="M200 88V66" stroke="${STEEL_DARK}" stroke-width="6" stroke-linecap="round"/>
${variant === 1 ? html`<path d="M202 64h38l-10 11 10 11h-38z" fill="${deep}"/>` : null}
<path d="m102 254-66 66M298 254l66 66" stroke="${PAPER}" stroke-width="3"/>
<path d="m30 314 10 14m330-14-10 14" stroke="${INK}" stroke-width="6" stroke-linecap="round"/>
<path d="M68 312h264" stroke="${deep}" stroke-width="6" stroke-linecap="round"/>
<path d="M86 330q4-14 8-2m12 6q4-14 8-2m178 0q4-14 8-2m14-4q4-14 8-2" fill="none" stroke="#5c8a58"
  stroke-width="4" stroke-linecap="round"/>`;
}
