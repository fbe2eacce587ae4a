// How many columns a text takes in a terminal. A letter takes one, a Chinese character or a picture two, an accent
// that stands on the letter before it none. Colours take none either.

import { stripVTControlCharacters } from "node:util";

const graphemes = new Intl.Segmenter();
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const PLAIN_TEXT = /^[\x20-\x7e]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours.
const COLOUR = /(\u001b\[\d*m)/;

export function columnsOf(text: string): number {
  const bare = stripVTControlCharacters(text);
  if (PLAIN_TEXT.test(bare)) return bare.length;
  return charactersOf(bare).reduce((sum, character) => sum + columnsOfOne(character), 0);
}

/** The text up to `width` columns, with "..." where something is cut off. Colours that are on are switched off. */
export function clip(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  const [kept] = splitAt(text, width - 3);
  return `${kept}...${COLOUR.test(text) ? "\u001B[0m" : ""}`;
}

/** The text in two: what fits into `width` columns, and the rest. */
export function splitAt(text: string, width: number): [fits: string, rest: string] {
  let fits = "";
  let used = 0;
  for (const part of text.split(COLOUR)) {
    if (COLOUR.test(part)) {
      fits += part;
      continue;
    }
    for (const character of charactersOf(part)) {
      used += columnsOfOne(character);
      if (used > width) return [fits, text.slice(fits.length)];
      fits += character;
    }
  }
  return [fits, ""];
}

/** What a reader takes for one character, be it ever so many code points. */
function charactersOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

function columnsOfOne(character: string): number {
  if (/^[\p{Mark}\u200b-\u200f]+$/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
