// Shared by all drawings: shades of a product's colour, colours of materials, the shadow on the ground.
// Nothing here uses ids or gradients: many drawings share one page, and ids would collide.

import { type Html, html } from "../../index.ts";

/** What a drawing is painted with. */
export interface Shades {
  base: string;
  pale: string;
  light: string;
  dark: string;
  deep: string;
  /** A soft colour for behind the object, far enough from `base` to see a white mug on it. */
  backdrop: string;
  /** 0, 1 or 2, always the same for one colour: lets two products of a kind differ in a detail. */
  variant: number;
}

export type Draw = (shades: Shades) => Html;

export const INK = "#2f3640";
export const PAPER = "#fffdf8";
export const STEEL = "#bcc5ce";
export const STEEL_DARK = "#8a949e";
export const WOOD = "#c8955f";
export const WOOD_DARK = "#a3713f";
export const LEAF = "#4f9a5b";
export const LEAF_DARK = "#39784a";
export const LEAF_LIGHT = "#80bd78";
export const GLOW = "#ffe9a8";

type Rgb = [red: number, green: number, blue: number];

export function shadesOf(colour: string): Shades {
  const rgb = parse(colour);
  // Near white, that is; a bright yellow is not.
  const isLight = Math.min(...rgb) > 175;
  return {
    base: colour,
    pale: lighten(colour, 0.6),
    light: lighten(colour, 0.25),
    // A light colour needs a larger step before its shadow side can be told from it.
    dark: darken(colour, isLight ? 0.16 : 0.2),
    deep: darken(colour, isLight ? 0.36 : 0.42),
    backdrop: isLight ? mix("#b3c6d8", colour, 0.25) : lighten(colour, 0.8),
    variant: (rgb[0] + rgb[1] + rgb[2]) % 3,
  };
}

/** The colour with `amount` (0 to 1) of white in it. */
export function lighten(colour: string, amount: number): string {
  return mix(colour, "#ffffff", amount);
}

/** The colour with `amount` (0 to 1) of a bluish black in it: shadows in plain black look dirty. */
export function darken(colour: string, amount: number): string {
  return mix(colour, "#10131f", amount);
}

/** An ellipse that keeps an object from floating. */
export function groundShadow(y: number, halfWidth: number, x = 200): Html {
  return html`<ellipse cx="${x}" cy="${y}" rx="${halfWidth}" ry="${halfWidth / 9}" fill="#10131f"
  opacity=".14"/>`;
}

function mix(from: string, to: string, amount: number): string {
  const a = parse(from);
  const b = parse(to);
  const channels = a.map((value, i) => Math.round(value + ((b[i] ?? value) - value) * amount));
  return `#${channels.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

// What is no colour becomes grey: a product added by hand is still drawn.
function parse(colour: string): Rgb {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1] ?? "9aa5b1";
  const value = Number.parseInt(hex, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
